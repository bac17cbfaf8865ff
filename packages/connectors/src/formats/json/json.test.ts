import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import { createNdjson } from '../ndjson/read-ndjson.ts';
import { createJson, type JsonOptions } from './read-json.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 5_000 : 200;

async function read(
  text: string | Uint8Array,
  fields: readonly string[],
  options: Partial<JsonOptions> = {},
): Promise<Reading> {
  const bytes = typeof text === 'string' ? encode(text) : text;
  return readAll(createJson(options), createMemoryFile(bytes), fields);
}
const valuesOf = (reading: Reading): readonly (readonly (string | undefined)[])[] =>
  reading.records.map(({ values }) => values);
const faultsOf = (reading: Reading): readonly string[] =>
  reading.unreadable.map(({ code, raw }) => `${code}: ${raw}`);

describe('json fields', () => {
  const record = `{"id": 9007199254740993, "born": "2014", "sure": true, "none": null, "empty": "", "half": 1.50, "minus": -0,
    "name": [{"use": "old", "given": ["Ann", "Bea"]}, {"use": "new", "family": "Ap Rhys"}], "one": {"a": "x"},
    "identifier": [{"system": "https://a.b/c=d", "value": "1"}, {"system": "nhs", "value": "2"}],
    "odd.key": "dot", "__proto__": {"x": "own"}, "constructor": "plain"}`;

  it.each<[string, string | undefined]>([
    ['id', '9007199254740993'],
    ['half', '1.50'],
    ['minus', '-0'],
    ['sure', 'true'],
    ['none', undefined],
    ['empty', ''],
    ['missing', undefined],
    ['name', undefined],
    ['name[0].given[1]', 'Bea'],
    ['name[0].given', 'Ann'],
    ['name[1].family', 'Ap Rhys'],
    ['name.family', 'Ap Rhys'],
    ['name[2].family', undefined],
    ['name[use=new].family', 'Ap Rhys'],
    ['name[given=Bea].use', 'old'],
    ['one[0].a', 'x'],
    ['identifier[system=nhs].value', '2'],
    ["identifier[system='https://a.b/c=d'].value", '1'],
    ['identifier[system="none"].value', undefined],
    ['["odd.key"]', 'dot'],
    ['"odd.key"', 'dot'],
    ['__proto__.x', 'own'],
    ['constructor', 'plain'],
    ['toString', undefined],
    ['$.asOf', '2026'],
    ['$.head.by[0]', 'me'],
    ['$.late', undefined],
  ])('reads %s as %s', async (path, want) => {
    const text = `{"asOf": "2026", "head": {"by": ["me"]}, "children": [${record}], "late": "x"}`;
    expect(valuesOf(await read(text, [path], { path: 'children' }))).toEqual([[want]]);
  });

  it.each(['', 'a..b', 'a.', '.a', 'a[', 'a[]', 'a[x', 'a]', 'a[1]b', 'a[=x]', "a['x]"])(
    'knows no path %j',
    async (path) => {
      const layout = await createJson().layout(createMemoryFile(encode('[]')));
      expect(layout.field(path)).toBeUndefined();
    },
  );

  it('reads lists as records with places of their own', async () => {
    for await (const { records } of createJson().read(createMemoryFile(encode(`[${record}]`)))) {
      const [first] = records;
      const told = first!.layout.list('name')!(first!).map((item) => [
        item.place.column,
        item.layout.field('use')!(item),
      ]);
      expect(told).toEqual([['name[0]', 'old'], ['name[1]', 'new']]); // prettier-ignore
      expect(first!.layout.list('name.given')!(first!).map((item) => item.layout.field('.')!(item))).toEqual([
        'Ann',
        'Bea',
      ]);
      expect(first!.layout.list('missing')!(first!)).toEqual([]);
    }
  });
});

describe('json records', () => {
  it.each<[string, { text: string; path?: string; want: readonly string[] }]>([
    ['a list', { text: ' [ {"a":"1"} , {"a":"2"} ] ', want: ['1', '2'] }],
    ['one record', { text: '{"a":"1"}', want: ['1'] }],
    [
      'a list at a path',
      {
        text: '{"x":[1,{"data":0}],"data":{"children":[{"a":"1"}]},"y":2}',
        path: 'data.children',
        want: ['1'],
      },
    ],
    ['one record at a path', { text: '{"data":{"a":"1"}}', path: 'data', want: ['1'] }],
    ['a list written with its brackets', { text: '{"data":[{"a":"1"}]}', path: 'data[*]', want: ['1'] }],
    ['strings that hold brackets and escapes', { text: '[{"b":"]}\\\\\\"[{","a":"1"}]', want: ['1'] }],
  ])('are found in %s', async (_, { text, path, want }) => {
    expect(valuesOf(await read(text, ['a'], { path })).flat()).toEqual(want);
  });

  it.each<[string, string, string]>([
    ['a missing quote around a name', '{a:1}', 'json.not-well-formed'],
    ['a trailing comma', '{"a":1,}', 'json.not-well-formed'],
    ['NaN', 'NaN', 'json.not-well-formed'],
    ['a number without end', '{"a":1e999}', 'json.not-well-formed'],
    ['a control character', '{"a":"\u0001"}', 'json.not-well-formed'],
    ['the same member twice', '{"a":1,"a":1}', 'json.duplicate-member'],
    ['half a character', '{"a":"\\ud83d"}', 'json.lone-surrogate'],
    ['depth', `${'['.repeat(65)}${']'.repeat(65)}`, 'json.too-deep'],
  ])('cost one for %s, in a list and in lines', async (_, bad, code) => {
    const list = await read(`[{"a":"1"},${bad},{"a":"2"}]`, ['a']);
    const lines = await readAll(createNdjson(), createMemoryFile(encode(`{"a":"1"}\n${bad}\n{"a":"2"}\n`)), [
      'a',
    ]);
    for (const reading of [list, lines]) {
      expect(valuesOf(reading)).toEqual([['1'], ['2']]);
      expect(faultsOf(reading)).toEqual([`${code}: ${Buffer.from(bad).toString('latin1')}`]);
    }
  });

  it.each([
    '',
    ' ',
    '[',
    '[{}',
    '[{} {}]',
    '[,]',
    '[{},]',
    '{"a"',
    '{"a" 1}',
    '{"a":}',
    '{1:2}',
    '{"a":1 "b":2}',
    '[]]',
    '{} x',
    '["a',
  ])('end with an error where the document itself is not whole: %j', async (text) => {
    const options = text.startsWith('{"') || text.startsWith('{1') ? { path: 'data' } : {};
    expect(await read(text, [], options)).toMatchObject({ error: 'json.not-well-formed' });
  });

  it.each<[string, Uint8Array, string]>([
    [
      'windows-1252 that is not declared',
      Uint8Array.from([...encode('[{"a":"Si'), 0xe2, ...encode('n"}]')]),
      'file.encoding-undeclared',
    ],
    ['UTF-16', Uint8Array.from(Buffer.from('\ufeff[]', 'utf16le')), 'file.encoding-conflict'],
  ])('are refused in %s', async (_, bytes, error) => {
    expect(await read(bytes, [])).toMatchObject({ error });
  });

  it('are read in a declared single-byte encoding and after a byte order mark', async () => {
    const bytes = Uint8Array.from([...encode('[{"a":"Si'), 0xe2, ...encode('n"}]')]);
    expect(valuesOf(await read(bytes, ['a'], { encoding: 'windows-1252' }))).toEqual([['Siân']]);
    expect(valuesOf(await read('\ufeff[{"a":"1"}]', ['a']))).toEqual([['1']]);
  });

  it('are told to be missing', async () => {
    expect((await read('[]', [])).issues).toEqual(['file.no-records']);
    expect((await read('{"other":[{}]}', [], { path: 'data' })).issues).toEqual(['json.no-records']);
    expect((await readAll(createNdjson(), createMemoryFile(encode('\n \n')), [])).issues).toEqual([
      'file.no-records',
    ]);
  });

  it('are not held beyond the limit', async () => {
    const long = `"${'x'.repeat(3_000)}"`;
    expect(await read(`["a",${long}]`, [], { maxRecordBytes: 1_024 })).toMatchObject({
      error: 'json.record-too-large',
    });
    const lines = `"a"\r\n${long}\r\n"b"`;
    for (const chunk of [1, 700, 100_000]) {
      const reading = await readAll(
        createNdjson({ maxRecordBytes: 1_024 }),
        createMemoryFile(encode(lines), [chunk]),
        ['.'],
      );
      expect(valuesOf(reading)).toEqual([['a'], ['b']]);
      expect(reading.unreadable[0]).toMatchObject({
        code: 'json.record-too-large',
        place: { row: 2, line: 2, bytes: [5, 3_007] },
      });
    }
  });

  it.each(['a..b', 'a[0]', 'a[b=c]', ''])('refuse the record path %j', (path) => {
    expect(() => createJson({ path })).toThrow(expect.objectContaining({ code: 'json.bad-path' }));
  });
});

describe('json places', () => {
  it('are exact to the byte and the line, after a mark and letters of several bytes', async () => {
    const records = ['{"a":\n"é"}', '12', '"ŵ😀"', '{"a":"x"}'];
    const list = encode(`\ufeff[ "",\r\n${records.join(' ,\n')}\n]`);
    const lines = encode(`\ufeff""\r\n\n${records.slice(1).join('\n')}`);
    for (const [format, bytes, skipped] of [
      [createJson(), list, 0],
      [createNdjson(), lines, 1],
    ] as const) {
      const reading = await readAll(format, createMemoryFile(bytes, [3]), []);
      const told = reading.records
        .slice(1)
        .map(({ place }) => place as { line: number; bytes: [number, number] });
      expect(told.map(({ bytes: range }) => new TextDecoder().decode(bytes.slice(...range)))).toEqual(
        records.slice(skipped),
      );
      expect(told.map(({ line }) => line)).toEqual(skipped === 0 ? [2, 4, 5, 6] : [3, 4, 5]);
    }
  });
});

describe('json under any chunking', () => {
  const soup = fc.array(
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      '1',
      'true',
      ' ',
      '\n',
      'é',
      '{"a":"1"}',
      '"a":',
    ),
    { maxLength: 25 },
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });

  it('gives the same records, faults and places, or the same error', async () => {
    await fc.assert(
      fc.asyncProperty(
        soup,
        sizes,
        fc.constantFrom(createJson(), createJson({ path: 'a' }), createNdjson()),
        async (parts, chunks, format) => {
          const bytes = encode(parts.join(''));
          expect(await readAll(format, createMemoryFile(bytes, chunks), ['a', '.'])).toEqual(
            await readAll(format, createMemoryFile(bytes), ['a', '.']),
          );
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('reads what JSON.parse reads, and refuses what it refuses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          soup.map((parts) => parts.join('')),
        ),
        async (element) => {
          const reading = await read(`[${element}]`, []);
          let elements: unknown[] | undefined;
          try {
            elements = JSON.parse(`[${element}]`) as unknown[];
          } catch {
            elements = undefined;
          }
          const isRead =
            reading.error === undefined &&
            !reading.unreadable.some(({ code }) => code === 'json.not-well-formed');
          expect(isRead).toBe(elements !== undefined);
          if (elements !== undefined)
            expect(reading.records.length + reading.unreadable.length).toBe(elements.length);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
