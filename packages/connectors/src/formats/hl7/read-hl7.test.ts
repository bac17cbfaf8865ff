import type { SourceBatch } from '@contactpoint/adapter';
import fc from 'fast-check';
import { HL7Message } from 'hl7v2';
import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import type { SourceFile } from '../../format.ts';
import type { Hl7Options } from './hl7-options.ts';
import { createHl7Format } from './read-hl7.ts';

const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 10_000 : 200;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const USUAL = ['|', '^', '~', '\\', '&'] as const;

/** A field as lists: repetitions, their components, their subcomponents. */
type Field = readonly (readonly (readonly string[])[])[];
type Delimiters = readonly [
  field: string,
  component: string,
  repetition: string,
  escape: string,
  sub: string,
];

/** What a sender does with a text: escapes what would part it. */
function encodeText(text: string, [field, component, repetition, escape, sub]: Delimiters): string {
  const words = new Map([
    [escape, 'E'],
    [field, 'F'],
    [component, 'S'],
    [repetition, 'R'],
    [sub, 'T'],
    ['\n', '.br'],
    ['\r', 'X0D'],
  ]);
  return [...text].map((sign) => (words.has(sign) ? `${escape}${words.get(sign)}${escape}` : sign)).join('');
}

function encodeField(field: Field, delimiters: Delimiters): string {
  const [, component, repetition, , sub] = delimiters;
  return field
    .map((one) =>
      one.map((part) => part.map((text) => encodeText(text, delimiters)).join(sub)).join(component),
    )
    .join(repetition);
}

function encodeMessage(segments: readonly (readonly Field[])[], delimiters: Delimiters): string {
  const [field, ...others] = delimiters;
  const header = `MSH${field}${others.join('')}${field}PAS${field}RNM01${field}${field}${field}${field}${field}ADT`;
  const lines = segments.map((fields) =>
    ['PID', ...fields.map((one) => encodeField(one, delimiters))].join(field),
  );
  return [header, ...lines].map((line) => `${line}\r`).join('');
}

const text = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'AbcŁé😀 |^~\\&#$"\'\n\r.-0'), maxLength: 6 }),
    fc.constantFrom('MSH|^~\\&|', 'PID', '\\F\\', '\\X0D\\'),
  )
  // HL7's word for "delete", which no sender can mean as a text.
  .filter((written) => written !== '""');
const field = fc.array(
  fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const message = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
// Not the full stop: a sender who parts by it cannot write \.br\.
const delimiters = fc
  .shuffledSubarray([...'!#$%&()*+,-/:;<=>?@[]^_`{|}~\\'], { minLength: 5, maxLength: 5 })
  .map((signs) => signs as unknown as Delimiters);

const addresses = (
  segments: readonly (readonly Field[])[],
): { readonly address: string; readonly want: string }[] =>
  segments.flatMap((fields, s) =>
    fields.flatMap((repetitions, f) =>
      repetitions.flatMap((components, r) =>
        components.flatMap((parts, c) =>
          parts.map((want, p) => ({ address: `PID[${s + 1}]-${f + 1}[${r + 1}].${c + 1}.${p + 1}`, want })),
        ),
      ),
    ),
  );

async function read(
  bytes: Uint8Array,
  fields: readonly string[] = ['MSH-10', 'PID-5.1'],
  options: { readonly chunks?: readonly number[]; readonly settings?: Partial<Hl7Options> } = {},
): Promise<Reading> {
  return readAll(createHl7Format(options.settings), createMemoryFile(bytes, options.chunks), fields);
}

async function batchesOf(file: SourceFile, settings?: Partial<Hl7Options>): Promise<SourceBatch[]> {
  const batches: SourceBatch[] = [];
  for await (const batch of createHl7Format(settings).read(file)) batches.push(batch);
  return batches;
}

describe('HL7 values', () => {
  it('come back as the sender meant them, whatever the delimiters', async () => {
    await fc.assert(
      fc.asyncProperty(message, delimiters, async (segments, signs) => {
        const wanted = addresses(segments);
        const { records } = await read(
          utf8(encodeMessage(segments, signs)),
          wanted.map(({ address }) => address),
        );
        expect(records[0]?.values.map((value) => value ?? '')).toEqual(wanted.map(({ want }) => want));
        expect(records).toHaveLength(1);
      }),
      { numRuns: RUNS },
    );
  });

  it('agree with the hl7v2 package', async () => {
    const plain = fc.string({ unit: fc.constantFrom(...'AbcŁé 1-'), minLength: 1, maxLength: 8 });
    const person = fc.record({ id: plain, family: plain, given: plain, street: plain, postcode: plain });
    await fc.assert(
      fc.asyncProperty(person, fc.array(plain, { maxLength: 3 }), async (one, kin) => {
        const escape = (value: string) => encodeText(value, USUAL);
        const lines = [
          'MSH|^~\\&|PAS|RNM01|||20261120||ADT^A28|1|P|2.4||||||UNICODE UTF-8',
          `PID|1||${escape(one.id)}^^^RNM^PI~2^^^NHS||${escape(one.family)}^${escape(one.given)}||20140309||||${escape(one.street)}^^^^${escape(one.postcode)}`,
          ...kin.map((name, index) => `NK1|${index + 1}|${escape(name)}^Kin`),
        ];
        const input = lines.join('\r');
        const oracle = HL7Message.parse(input);
        const pid = oracle.getSegment('PID')!;
        const paths = ['PID-3.1', 'PID-3[2].4', 'PID-5.1', 'PID-5.2', 'PID-11.1', 'PID-11.5', 'PID-7'];
        const want = [
          pid.field(3).repetition(0).component(1).getValue(),
          pid.field(3).repetition(1).component(4).getValue(),
          pid.field(5).getValue(1),
          pid.field(5).getValue(2),
          pid.field(11).getValue(1),
          pid.field(11).getValue(5),
          pid.field(7).getValue(),
          ...kin.map((_, index) => oracle.getSegment('NK1', index)!.field(2).getValue(1)),
        ].map(String);
        const { records } = await read(utf8(input), [
          ...paths,
          ...kin.map((_, index) => `NK1[${index + 1}]-2.1`),
        ]);
        expect(records[0]?.values.map((value) => value ?? '')).toEqual(want);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    'PID', 'PID-', 'PID-0', 'PID-5.', 'PID-5.0', 'pid-5', 'PID5', 'PID-5[].1', 'PID-5[0].1', 'PID-5.1.1.1',
    'ZZZ-3[WORD].1', 'PID[0]-5', 'constructor', '__proto__', 'PID-3[NHS', 'PID-1000',
  ])('%s is no address', async (path) => {
    const layout = await createHl7Format().layout(createMemoryFile(utf8('')));
    expect(layout.field(path)).toBeUndefined();
  }); // prettier-ignore
});

describe('HL7 messages', () => {
  const line = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('MSH|^~\\&|A|B|||||ADT^A28|7|P|2.4', 'PID|||1||Żak^Ann', 'NK1|1|Kin', 'ZZZ'),
    },
    fc.constantFrom(
      'MSH',
      'MSH|^^',
      'bad line',
      'PIDX|',
      '',
      '\v',
      '\x1c',
      'FHS|^~\\&|',
      'BTS|1',
      'FTS|9',
      'NTE|\0',
    ),
    fc.string({ unit: fc.constantFrom(...'MSHPID|^~\\&é\x1c\v'), maxLength: 12 }),
  );
  const file = fc
    .array(fc.tuple(line, fc.constantFrom('\r', '\n', '\r\n', '\r\r', '\x1c\r', '\x1c\r\v')), {
      maxLength: 40,
    })
    .map((lines) => lines.map((pair) => pair.join('')).join(''));
  const settings = { maxMessageBytes: 1024, maxSegments: 12, maxRepetitions: 8 };

  it('are the same for every chunking of the same bytes', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
    const blocks = fc.integer({ min: 1, max: 100 });
    // Sound UTF-8 and not, in one file: what stands beside a message must not matter to it.
    const stray = fc.constantFrom('', 'é');
    await fc.assert(
      fc.asyncProperty(
        file,
        sizes,
        blocks,
        fc.boolean(),
        stray,
        async (given, chunks, blockBytes, long, sign) => {
          const middle = long ? `PID|${'x'.repeat(1200)}\x1c\r` : '';
          const bytes = Buffer.concat([utf8(given + middle), Buffer.from(sign, 'latin1'), utf8(given)]);
          expect(await read(bytes, undefined, { chunks, settings: { ...settings, blockBytes } })).toEqual(
            await read(bytes, undefined, { settings }),
          );
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('lose no byte: every line that is not blank stands in one message, one unreadable row or one wrapper', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (given) => {
        const bytes = utf8(given);
        const { records, unreadable } = await read(bytes, undefined, { settings });
        const spans = [...records, ...unreadable].map(
          ({ place }) => (place as { bytes: [number, number] }).bytes,
        );
        const outside = bytes.map((byte, at) =>
          spans.some(([from, to]) => at >= from && at < to) ? 0x0d : byte,
        );
        const left = new TextDecoder().decode(outside).split(/[\r\n\v\x1c]+/); // eslint-disable-line no-control-regex
        expect(left.filter((rest) => rest !== '' && !/^(FHS|BHS|BTS|FTS)/.test(rest))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('are left alone by a bad one among them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'PIDxé|^~\r\n \0'), maxLength: 60 }),
        async (bad) => {
          const good = (name: string) => `MSH|^~\\&|A|B|||||ADT^A28|${name}|P|2.4\rPID|||1||${name}\r`;
          const { records } = await read(utf8(`${good('K1')}MSH|^~\\&|A|B|${bad}\r${good('K2')}`));
          const names = records.map(({ values }) => values[0]);
          expect([names.at(0), names.at(-1)]).toEqual(['K1', 'K2']);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('stand where their places say, to the byte', async () => {
    const input = utf8(
      '\ufeffMSH|^~\\&|A|B|||||ADT|1\r\nPID|||1||Żak\r\nNK1|1|Ób\r\n\r\nMSH|^~\\&|A|B|||||ADT|2\nPID|||2',
    );
    const slice = ([from, to]: readonly [number, number]) =>
      new TextDecoder().decode(input.subarray(from, to));
    const [batch] = await batchesOf(createMemoryFile(input));
    const [first, second] = batch!.records;
    expect(slice(first!.place.bytes!)).toMatch(/^MSH.*Ób$/s);
    expect(slice(second!.place.bytes!)).toBe('MSH|^~\\&|A|B|||||ADT|2\nPID|||2');
    expect([first!.place.line, second!.place.line]).toEqual([1, 5]);
    const [kin] = first!.layout.list('NK1')!(first!);
    expect({ ...kin!.place, bytes: slice(kin!.place.bytes!) }).toEqual({
      file: 'export.dat', row: 1, line: 3, column: 'NK1[1]', bytes: 'NK1|1|Ób',
    }); // prettier-ignore
  });

  it('stand beside those of other encodings, each read in its own', async () => {
    const of = (name: string, charset: string, encoding: BufferEncoding) =>
      Buffer.from(`MSH|^~\\&|A|B|||||ADT|1||||||||${charset}\rPID|||1||${name}\r`, encoding);
    const messages = [
      of('Żak', 'UNICODE UTF-8', 'utf8'),
      of('Siân', '8859/1', 'latin1'),
      of('Ann', '', 'utf8'),
    ];
    const { records, unreadable } = await read(Buffer.concat(messages), ['PID-5']);
    expect(records.map(({ values }) => values)).toEqual([['Żak'], ['Siân'], ['Ann']]);
    expect(unreadable).toEqual([]);
    const ends = [0, 1, 2].map((last) => Buffer.concat(messages.slice(0, last + 1)).length - 1);
    expect(records.map(({ place }) => (place as { bytes: [number, number] }).bytes[1])).toEqual(ends);
  });

  it.each([
    ['bytes', `MSH|^~\\&|A\rPID|${'x'.repeat(2000)}\r`],
    ['segments', `MSH|^~\\&|A\r${'ZZZ\r'.repeat(13)}`],
    ['repetitions', `MSH|^~\\&|A\rPID|${'~'.repeat(9)}\r`],
  ])('have a limit of %s, and the next message is read', async (what, given) => {
    const bytes = utf8(`${given}MSH|^~\\&|A|||||||next\r`);
    const [batch] = await batchesOf(createMemoryFile(bytes, [7]), { ...settings, blockBytes: 1 });
    expect(batch?.unreadable.map(({ issue }) => issue.code)).toEqual(['hl7.limit']);
    expect(batch?.unreadable[0]?.issue.message).toContain(what);
    expect(batch?.records).toHaveLength(1);
  });

  it('are not held in memory beyond the limit', async () => {
    let held = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      const chunk = new Uint8Array(256 * 1024).fill(0x41);
      yield utf8('MSH|^~\\&|A\rPID|');
      for (let turn = 0; turn < 400; turn++) {
        yield chunk;
        held = Math.max(held, process.memoryUsage().arrayBuffers);
      }
    }
    const before = process.memoryUsage().arrayBuffers;
    const [batch] = await batchesOf({ name: 'flood', open: endless });
    expect(batch?.unreadable[0]?.issue.code).toBe('hl7.limit');
    expect(batch?.unreadable[0]?.raw.length).toBe(1024 * 1024);
    expect(held - before).toBeLessThan(16 * 1024 * 1024);
  });

  it('say nothing of what they hold in any issue', async () => {
    const canary = 'Canaryname';
    const bytes = new TextEncoder().encode(
      [`${canary}|x`, `MSH|^~\\&|${canary}`, `${canary} ${canary}`, 'MSH|^^\\&|', canary, `MSH|^~\\&|A|||||||||||||||${canary}`, `PID|é${canary}`].join('\r'),
    ); // prettier-ignore
    const [batch] = await batchesOf(createMemoryFile(bytes));
    expect(batch?.unreadable).toHaveLength(4);
    expect(
      JSON.stringify([batch?.unreadable.map(({ issue, place }) => [issue, place]), batch?.issues]),
    ).not.toContain(canary);
  });
});
