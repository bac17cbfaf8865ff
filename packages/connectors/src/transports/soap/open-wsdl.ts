import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createError, isContactPointError } from '@contactpoint/contract';
import { createXmlReader, type XmlHandler } from '@contactpoint/contract/xml';

/**
 * The text of a WSDL file whose hash is the pinned one and which needs no other file. Throws `soap.wsdl-refused`
 * for anything else: what a description says must not change under a running feed, nor lead anywhere.
 */
export async function openWsdl(file: string, hash: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw createError('file.not-readable', { values: { file, reason: cause.code ?? 'unknown' }, cause });
  });
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (found !== hash.toLowerCase()) throw refuse(file, `its hash is ${found}, not the pinned one`);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  checkSelfContained(text, file);
  // The library takes a text for a WSDL only when it begins so.
  return text.startsWith('<?xml') ? text : `<?xml version="1.0"?>${text}`;
}

const LINKING = new Set(['import', 'include', 'redefine', 'override']);

function checkSelfContained(text: string, file: string): void {
  const open: XmlHandler['open'] = ({ local }, attributes) => {
    const names = new Set(attributes.map((attribute) => attribute.local));
    if (LINKING.has(local) && (names.has('schemaLocation') || names.has('location')))
      throw refuse(file, 'it needs other files');
  };
  const reader = createXmlReader({ open, text: () => undefined, close: () => undefined }, { name: file });
  try {
    reader.write(text);
    reader.close();
  } catch (error) {
    const reason = isContactPointError(error) ? XML_REASONS[error.code] : undefined;
    throw reason === undefined ? error : refuse(file, reason);
  }
}

const XML_REASONS: Readonly<Record<string, string>> = {
  'xml.doctype': 'it has a DOCTYPE',
  'xml.not-well-formed': 'it is not well-formed',
  'xml.limit': 'it is beyond the limits of XML that is read here',
};

function refuse(file: string, reason: string): Error {
  return createError('soap.wsdl-refused', { values: { file, reason } });
}
