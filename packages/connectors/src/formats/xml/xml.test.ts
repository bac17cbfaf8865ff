import type { SourceBatch } from '@contactpoint/adapter';
import { XML_LIMITS } from '@contactpoint/contract/xml';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import { createXml, type XmlOptions } from './read-xml.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 5_000 : 200;

async function read(
  text: string | Uint8Array,
  fields: readonly string[],
  options: Partial<XmlOptions> = {},
): Promise<Reading> {
  const bytes = typeof text === 'string' ? encode(text) : text;
  return readAll(createXml({ path: '/All/Child', ...options }), createMemoryFile(bytes), fields);
}
const valuesOf = (reading: Reading): readonly (readonly (string | undefined)[])[] =>
  reading.records.map(({ values }) => values);

describe('xml fields', () => {
  const child = `<All><Head year="2026"><LEA>344</LEA></Head><Child id="1" xsi:nil="false">
    <Ids><UPN>A1</UPN><UPN>A2</UPN></Ids><Name use="home">Ann</Name><Name use="work">Bea</Name>
    <Note>ad<!-- hidden -->min &amp; <![CDATA[<x>]]></Note><Empty/><Gone xsi:nil="true"/> <a:Far xmlns:a="urn:a">f</a:Far>
    <Phone><Kind>home</Kind><No>1</No></Phone><Phone><Kind>work</Kind><No>2</No></Phone>
  </Child></All>`;

  it.each<[string, string | undefined]>([
    ['Ids/UPN', 'A1'],
    ['Ids/UPN[2]', 'A2'],
    ['Ids/UPN[3]', undefined],
    ['Ids', undefined],
    ['Ids/None', undefined],
    ['@id', '1'],
    ['Name/@use', 'home'],
    ["Name[@use='work']", 'Bea'],
    ['Name[@use=none]', undefined],
    ['Phone[Kind="work"]/No', '2'],
    ['*/UPN', 'A1'],
    ['Note', 'admin & <x>'],
    ['Empty', ''],
    ['Gone', undefined],
    ['Far', 'f'],
    ['x:Far', 'f'],
    ['/All/Head/LEA', '344'],
    ['/All/Head/@year', '2026'],
    ['/All/Head/None', undefined],
  ])('reads %s as %s', async (path, want) => {
    expect(valuesOf(await read(child, [path]))).toEqual([[want]]);
  });

  it.each(['', '/', 'Ids/', '//UPN', 'a b', 'Ids/@', '@id/x', 'UPN[', 'UPN[0]', 'UPN[a b]', '1x'])(
    'knows no path %j',
    async (path) => {
      const layout = await createXml({ path: '/All/Child' }).layout(createMemoryFile(encode(child)));
      expect(layout.field(path)).toBeUndefined();
    },
  );

  it('reads the element itself with a dot, and repeated groups as lists of records', async () => {
    expect(valuesOf(await read('<All><Child>x</Child></All>', ['.']))).toEqual([['x']]);
    for await (const { records } of createXml({ path: '/All/Child' }).read(createMemoryFile(encode(child)))) {
      const phones = records[0]!.layout.list('Phone')!(records[0]!);
      const told = phones.map((phone) => [
        phone.place.column,
        phone.layout.field('No')!(phone),
        phone.layout.field('/All/Head/LEA')!(phone),
      ]);
      expect(told).toEqual([['Phone[1]', '1', '344'], ['Phone[2]', '2', '344']]); // prettier-ignore
      expect(records[0]!.layout.list('Nobody')!(records[0]!)).toEqual([]);
    }
  });

  it('reads the values that stood last before each record, and forgets those of an element that opens again', async () => {
    const schools = `<All><School><URN>1</URN><Head>x</Head><Child/><Child/></School><School><URN>2</URN><Child/></School></All>`;
    const reading = await read(schools, ['/All/School/URN', '/All/School/Head'], {
      path: '/All/School/Child',
    });
    expect(valuesOf(reading)).toEqual([['1', 'x'], ['1', 'x'], ['2', undefined]]); // prettier-ignore
  });

  it('compares expanded names where namespaces are declared, whatever the prefixes of the file', async () => {
    const file = (p: string): string =>
      `<${p}:All xmlns:${p}="urn:a" xmlns:other="urn:b"><${p}:Child ${p}:id="1"><${p}:N>mine</${p}:N><other:N>not</other:N><N>bare</N></${p}:Child></${p}:All>`;
    const options = { path: '/a:All/a:Child', namespaces: { a: 'urn:a', b: 'urn:b' } };
    for (const prefix of ['a', 'z']) {
      const reading = await read(file(prefix), ['a:N', 'b:N', 'N', '@a:id', '@id'], options);
      expect(valuesOf(reading)).toEqual([['mine', 'not', 'bare', '1', undefined]]);
    }
    const byDefault = await read('<All xmlns="urn:a"><Child><N>1</N></Child></All>', ['N'], {
      namespaces: { '': 'urn:a' },
    });
    expect(valuesOf(byDefault)).toEqual([['1']]);
    expect(
      (await read('<All xmlns="urn:c"><Child/></All>', [], { namespaces: { '': 'urn:a' } })).records,
    ).toEqual([]);
  });
});

describe('xml places', () => {
  it.each<[string, string, Partial<XmlOptions>?]>([
    ['UTF-8', 'utf8'],
    ['UTF-16', 'utf16le'],
    ['windows-1252', 'latin1', { encoding: 'windows-1252' }],
  ])(
    'are exact to the byte in %s, with line ends after names and letters of several bytes',
    async (_, encoding, options) => {
      const records = ['<Child\r\n id="é">Siân</Child>', '<Child>ÿ</Child >', '<Child\n/>', '<Child/>'];
      const text = `${encoding === 'utf16le' ? '\ufeff' : ''}<All><Head>é</Head>\r\n ${records.join('\r\né ')}</All>`;
      const bytes = Buffer.from(text, encoding as BufferEncoding);
      const reading = await read(bytes, [], { ...options, blockBytes: 16 });
      const told = reading.records.map(
        ({ place }) => place as { row: number; line: number; bytes: [number, number] },
      );
      expect(
        told.map(({ bytes: [start, end] }) =>
          bytes.subarray(start, end).toString(encoding as BufferEncoding),
        ),
      ).toEqual(records);
      expect(told.map(({ row, line }) => [row, line])).toEqual([[1, 2], [2, 4], [3, 5], [4, 7]]); // prettier-ignore
    },
  );
});

describe('xml refusals', () => {
  const deep = '<a>'.repeat(XML_LIMITS.depth + 1);
  const long = 'x'.repeat(XML_LIMITS.text + 1);
  it.each<[string, string | Uint8Array, string]>([
    ['a DOCTYPE', '<!DOCTYPE All><All/>', 'xml.doctype'],
    [
      'a DOCTYPE with an entity',
      '<!DOCTYPE All [<!ENTITY x SYSTEM "file:///etc/passwd">]><All>&x;</All>',
      'xml.doctype',
    ],
    ['an undefined entity', '<All>&x;</All>', 'xml.not-well-formed'],
    ['an element never closed', '<All><Child>', 'xml.not-well-formed'],
    ['nothing', '', 'xml.not-well-formed'],
    ['two roots', '<All/><All/>', 'xml.not-well-formed'],
    ['depth', deep, 'xml.limit'],
    [
      'attributes',
      `<All ${Array.from({ length: XML_LIMITS.attributes + 1 }, (_, i) => `a${i}=""`).join(' ')}/>`,
      'xml.limit',
    ],
    ['a long name', `<${'n'.repeat(XML_LIMITS.name + 1)}/>`, 'xml.limit'],
    ['a long attribute name', `<All ${'n'.repeat(XML_LIMITS.name + 1)}=""/>`, 'xml.limit'],
    ['a long text', `<All><Child>${long}</Child></All>`, 'xml.limit'],
    ['a long text outside records', `<All>${long}</All>`, 'xml.limit'],
    [
      'a long text in pieces',
      `<All><Child>${`${'x'.repeat(100_000)}<!---->`.repeat(11)}</Child></All>`,
      'xml.limit',
    ],
    ['a long comment', `<All><!--${long}${'x'.repeat(200_000)}--></All>`, 'xml.limit'],
    ['many references', `<All><Child>${'&#65;'.repeat(XML_LIMITS.text / 4)}</Child></All>`, 'xml.limit'],
    [
      'values without end outside records',
      `<All>${Array.from({ length: 1_001 }, (_, i) => `<a${i}/>`).join('')}<Child/></All>`,
      'xml.limit',
    ],
    [
      'bytes that are no UTF-8',
      Uint8Array.from([...encode('<All>'), 0xe9, ...encode('</All>')]),
      'file.encoding-undeclared',
    ],
    [
      'a declaration that is not true',
      '<?xml version="1.0" encoding="UTF-16"?><All/>',
      'file.encoding-conflict',
    ],
    [
      'a mark against the declaration',
      '\ufeff<?xml version="1.0" encoding="iso-8859-1"?><All/>',
      'file.encoding-conflict',
    ],
    [
      'UTF-16 that says it is UTF-8',
      Uint8Array.from(Buffer.from('\ufeff<?xml version="1.0" encoding="utf-8"?><All/>', 'utf16le')),
      'file.encoding-conflict',
    ],
    ['an unknown encoding', '<?xml version="1.0" encoding="UTF-7"?><All/>', 'file.encoding-unknown'],
  ])('refuses %s', async (_, given, code) => {
    expect(await read(given, [])).toMatchObject({ error: code });
  });

  it('refuses a file whose declaration contradicts the mapping', async () => {
    const file = '<?xml version="1.0" encoding="utf-8"?><All/>';
    expect(await read(file, [], { encoding: 'windows-1252' })).toMatchObject({
      error: 'file.encoding-conflict',
    });
  });

  it.each(['Child', '/', '/All/Child[1]', '/All/@id', '/a b'])('refuses the record path %s', (path) => {
    expect(() => createXml({ path })).toThrow(expect.objectContaining({ code: 'xml.bad-path' }));
  });

  it('names where records may be when there is none at the path', async () => {
    const format = createXml({ path: '/All/Child' });
    const file = createMemoryFile(encode('<All><Kids><Kid/><Kid/></Kids></All>'));
    const batches: SourceBatch[] = [];
    for await (const batch of format.read(file)) batches.push(batch);
    expect(batches[0]!.issues[0]).toMatchObject({
      code: 'xml.no-records',
      suggestion: 'Repeated elements stand at /All/Kids/Kid.',
    });
  });

  it('tells once of a leaf that stands twice in its parent', async () => {
    const twice = '<Child><A/><A/><A/></Child>';
    expect((await read(`<All>${twice}${twice}</All>`, ['A'])).issues).toEqual(['xml.repeated-element']);
    expect((await read('<All><Child><A><B/></A><A><B/></A></Child></All>', ['A'])).issues).toEqual([]);
  });
});

describe('xml under any chunking', () => {
  const piece = fc.constantFrom(
    '<Child>',
    '</Child>',
    '<A>é</A>',
    '<A b="1"/>',
    '\r\n',
    '\r',
    '😀',
    '<!-- x -->',
    '<![CDATA[]]]]>',
    '&lt;',
    '<',
    '>',
  );
  const sound = fc.array(
    fc.constantFrom(
      '<Child><A>é😀</A>\r\n</Child>',
      '<Child\r\n>\r</Child>',
      '\r\n',
      '<X y="ŵ">t</X>',
      '<Child/>',
    ),
    { maxLength: 20 },
  );

  it('gives the same records and places, or the same error, whatever the chunks and blocks', async () => {
    const parts = fc.oneof(fc.array(piece, { maxLength: 25 }), sound);
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, sizes, fc.integer({ min: 8, max: 40 }), async (body, chunks, blockBytes) => {
        const bytes = encode(`<All>${body.join('')}</All>`);
        const fields = ['A', 'A/@b', '.', '/All/X/@y'];
        const read = (sizes: readonly number[], block: number): Promise<Reading> =>
          readAll(
            createXml({ path: '/All/Child', blockBytes: block }),
            createMemoryFile(bytes, sizes),
            fields,
          );
        const [split, whole] = [await read(chunks, blockBytes), await read([1_000_000], 1_000_000)];
        // What stood before an error is read as far as the blocks went.
        if (whole.error === undefined) expect(split).toEqual(whole);
        else expect(split.error).toBe(whole.error);
      }),
      { numRuns: RUNS },
    );
  });

  it('finds the records that the events of saxes tell of', async () => {
    await fc.assert(
      fc.asyncProperty(sound, async (body) => {
        const text = `<All>${body.join('')}</All>`;
        const told: string[] = [];
        let depth = 0;
        let value = '';
        const saxes = new SaxesParser();
        saxes.on('opentag', ({ name }) => {
          if (name === 'Child') value = '';
          depth += name === 'Child' || depth > 0 ? 1 : 0;
        });
        saxes.on('text', (part) => (value += depth === 2 ? part : ''));
        saxes.on('closetag', ({ name }) => {
          if (name === 'Child') told.push(value);
          if (depth > 0) depth--;
        });
        saxes.write(text).close();
        const reading = await read(text, ['A']);
        expect(valuesOf(reading).map(([a]) => a ?? '')).toEqual(told);
      }),
      { numRuns: RUNS },
    );
  });
});
