/** Text that is HTML already. Only `html` makes it, so that nothing gets into a page unescaped. */
export interface Html {
  readonly text: string;
}

/** HTML from a template; every value but other HTML is escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly (Html | string)[]): Html {
  const text = strings.reduce((before, string, index) => {
    const value = values[index - 1];
    return before + (typeof value === 'string' ? escapeHtml(value) : (value?.text ?? '')) + string;
  });
  return { text };
}

/** Pieces of HTML one after the other. */
export function join(pieces: readonly Html[]): Html {
  return { text: pieces.map((piece) => piece.text).join('') };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
