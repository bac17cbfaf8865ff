import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createError } from '@contactpoint/contract';
import { SaxesParser } from 'saxes';

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
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw refuse(file, 'it has a DOCTYPE');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const isLinking = LINKING.has(name.slice(name.indexOf(':') + 1));
    if (isLinking && ('schemaLocation' in attributes || 'location' in attributes)) {
      throw refuse(file, 'it needs other files');
    }
  });
  parser.on('error', () => {
    throw refuse(file, 'it is not well-formed');
  });
  parser.write(text).close();
}

function refuse(file: string, reason: string): Error {
  return createError('soap.wsdl-refused', { values: { file, reason } });
}
