import { describe, expect, it } from 'vitest';
import { IS_LONG_RUN, LONG_TIMEOUT, SEED } from '../../tests/test-run.ts';
import { isContactPointError } from '../errors.ts';
import { createSeededRandom } from '../suite/seeded-random.ts';
import { escapeXml } from './write-xml.ts';
import { createXmlReader, type XmlHandler, type XmlReaderOptions } from './xml-reader.ts';
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

interface Told {
  readonly event: string;
  readonly place: readonly [start: number, end: number, line: number];
}

/** What a reader tells of a document handed over in pieces of these lengths, and the error that ends it. */
function tellOf(
  xml: string,
  pieces: readonly number[],
  options: Partial<XmlReaderOptions> = {},
): readonly Told[] {
  const told: Told[] = [];
  const tell = (event: string): void =>
    void told.push({ event, place: [reader.tagStart, reader.tagEnd, reader.tagLine] });
  const reader = createXmlReader(
    {
      open: ({ expanded }, attributes) =>
        tell(`<${expanded} ${attributes.map((one) => `${one.expanded}=${one.value}`).join(' ')}>`),
      text: tell,
      close: () => tell('</>'),
    },
    { ...OPTIONS, ...options },
  );
  try {
    for (let at = 0, turn = 0; at < xml.length; turn += 1) {
      const length = pieces[turn % pieces.length] ?? 1;
      reader.write(xml.slice(at, at + length));
      at += length;
    }
    reader.close();
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    told.push({ event: `${code} ${message}`, place: [0, 0, 0] });
  }
  return told;
}

describe('createXmlReader', () => {
  it('tells where each tag begins and ends, and on which line', () => {
    const xml = '<?xml version="1.0"?>\r\n<r>\r<a\n b="1"/>\n<!-- \n -->é🧒<c>\r\n</c ></r>';
    const tags = tellOf(xml, [xml.length]).filter(({ event }) => event.startsWith('<') && event !== '</>');
    expect(tags.map(({ place: [start, end, line] }) => [xml.slice(start, end), line])).toEqual([
      ['<r>', 2],
      ['<a\n b="1"/>', 3],
      ['<c>', 6],
    ]);
  });

  it('ignores prefixes that nobody declared where it is told to, but knows xsi', () => {
    const xml = '<v:r v:a="1" w:a="2" xsi:nil="true" xmlns:k="u"><k:x/></v:r>';
    const told = tellOf(xml, [xml.length], { undeclaredPrefixes: 'ignore' }).map(({ event }) => event);
    expect(told[0]).toBe('<r a=1 a=2 {http://www.w3.org/2001/XMLSchema-instance}nil=true>');
    expect(told[1]).toBe('<{u}x >');
    expect(tellOf(xml, [xml.length])[0]?.event).toMatch(/^xml\.not-well-formed/);
  });

  it('reads more names than it remembers', () => {
    const names = Array.from({ length: 12_000 }, (_, index) => `n${index}`);
    const xml = `<r>${names.map((name) => `<${name}/>`).join('')}</r>`;
    const opened = tellOf(xml, [xml.length]).filter(({ event }) => event.endsWith(' >'));
    expect(opened.map(({ event }) => event)).toEqual(['r', ...names].map((name) => `<${name} >`));
  });

  it.each([
    [
      'one declared prefix in a scope and another in the next',
      '<r><a xmlns:p="1"><p:x/></a><a xmlns:p="2"><p:x/></a></r>',
      ['{1}x', '{2}x'],
    ],
    ['a default namespace taken back', '<x xmlns="u"><x xmlns=""/></x>', ['{u}x', 'x']],
  ])('keeps apart %s', (_, xml, want) => {
    const found = tellOf(xml, [xml.length]).map(({ event }) => /^<(\S*x) /.exec(event)?.[1]);
    expect(found.filter((name) => name !== undefined)).toEqual(want);
  });

  it(`tells the same whatever the pieces (seed ${SEED})`, { timeout: LONG_TIMEOUT }, () => {
    const random = createSeededRandom(SEED);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const verdicts = { read: 0, refused: 0 };
    for (let count = 0; count < (IS_LONG_RUN ? 100_000 : 3_000); count += 1) {
      const body = Array.from({ length: Math.floor(random() * 12) }, () => pick(SOUND));
      if (random() < 0.4) body.splice(Math.floor(random() * body.length), 0, pick(BROKEN));
      const xml = `${pick(['', '<?xml version="1.0"?>'])}<r>${body.join('')}</r>${pick(['', '\r', ' \r\n'])}`;
      const pieces = Array.from({ length: 5 }, () => 1 + Math.floor(random() * 9));
      const whole = tellOf(xml, [xml.length]);
      expect({ xml, pieces, told: tellOf(xml, pieces) }).toEqual({ xml, pieces, told: whole });
      verdicts[whole.at(-1)?.event.startsWith('xml.') === true ? 'refused' : 'read'] += 1;
    }
    expect(Math.min(verdicts.read, verdicts.refused)).toBeGreaterThan(500);
  });
});

const SOUND = [
  '<a>', '</a>', '<a></a>', '<a/>', '<b c="1" d=\'"\'/>', '<b\r\n c\t=\r"\r\n&#9;x"/>', '\r', '\r\n', '\n', ' ', 'Siân', '🧒🏽', ']', ']]',
  '&lt;', '&#x1F9D2;', '<!-- > -->', '<![CDATA[]]]]>', '<![CDATA[\r\n<]]>', '<?p > ?>', '<q:e xmlns:q="u" q:a=""/>',
]; // prettier-ignore
const BROKEN = [
  '<', '>', ']]>', '&', '&amp', '&x;', '<!-- -- -->', '<![CDATA[', '<?xml?>', '<p:x/>', '<a b="1"c="2"/>', '<a b="<"/>', '\u0000', '\uD83C',
  '<!DOCTYPE r>', '<!x>', '</b>', '<1/>', '<a b=1/>', '<a a="" a=""/>', '<a xmlns:b=""/>', '\uFFFE',
]; // prettier-ignore
