/** An element of a generated document; a string is a finished line. */
export type Markup = string | Element;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly Markup[];
}

/** An element with attributes, of which undefined ones are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly Markup[] = [],
): Markup {
  return { name, attributes, children };
}

/** The element and everything in it, indented by two spaces a level. */
export function render(markup: Markup, indent = ''): string {
  if (typeof markup === 'string') return `${indent}${markup}\n`;
  const attributes = Object.entries(markup.attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(value ?? '')}"`)
    .join('');
  if (markup.children.length === 0) return `${indent}<${markup.name}${attributes}/>\n`;
  const children = markup.children.map((child) => render(child, `${indent}  `)).join('');
  return `${indent}<${markup.name}${attributes}>\n${children}${indent}</${markup.name}>\n`;
}

/** Text between tags. */
export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/\p{Cc}/gu, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}
