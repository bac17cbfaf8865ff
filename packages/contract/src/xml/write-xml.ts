/** Text as it stands between tags or in an attribute in double quotes. */
export function escapeXml(text: string): string {
  return /[&<>"\t\n\r]/.test(text)
    ? text.replaceAll(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '')
    : text;
}

/** White space is escaped because readers put a space in its place in attributes, and line ends in texts. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** `<name>text</name>`, the text escaped. */
export function textElement(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}
