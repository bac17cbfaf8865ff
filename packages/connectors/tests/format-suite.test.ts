import { isContactPointError } from '@contactpoint/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSource, openFormat, type Format } from '../src/index.ts';
import { FORMAT_CASES, type FormatCase } from './format-cases.ts';
import { createMemoryFile, readAll, type Reading } from './memory-file.ts';
import { inventPeople, PERSON_FIELDS, type Person } from './people.ts';

const IS_CHECK = process.env.CONTACTPOINT_CHECK === '1';
const FUZZ_SECONDS = IS_CHECK ? 30 : 0.4;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function writeAll(format: FormatCase, records: readonly string[]): Uint8Array {
  return encode(format.before + records.join(format.between) + format.after);
}

describe.each(Object.entries(FORMAT_CASES))('every format: %s', (id, formatCase) => {
  const fields = PERSON_FIELDS.map((name) => formatCase.fields[name]);
  const { pack = (written: Uint8Array) => written } = formatCase;
  const people = inventPeople(500);
  const records = people.map(formatCase.write);
  const bytes = writeAll(formatCase, records);
  let format: Format;
  const read = (file: Uint8Array, chunks?: readonly number[]): Promise<Reading> =>
    readAll(format, createMemoryFile(pack(file), chunks), fields);

  beforeAll(async () => {
    format = await openFormat({ format: id, options: formatCase.options as Record<string, string> });
  });

  it('reads the same 500 children', async () => {
    const reading = await read(bytes);
    expect(reading.records.map(({ values }) => values)).toEqual(
      people.map((person) => PERSON_FIELDS.map((name) => person[name])),
    );
    expect(reading).toMatchObject({ unreadable: [], issues: [] });
    expect(reading.error).toBeUndefined();
  });

  it('gives the same for every split of the same bytes', async () => {
    const few = writeAll(formatCase, records.slice(0, 40));
    const whole = await read(few);
    for (const chunks of [[1], [7, 1, 64], [4_097]]) expect(await read(few, chunks)).toEqual(whole);
    const splits = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(splits, async (chunks) => {
        expect(await read(few, chunks)).toEqual(whole);
      }),
      { numRuns: IS_CHECK ? 300 : 15 },
    );
  });

  it('takes no record beyond its limit, and the ones around it all the same', async () => {
    const long = 'x'.repeat(17 * 1024 * 1024);
    const [first, second, third] = people;
    const oversized =
      id === 'fixed-width' ? records[1]! + long : formatCase.write({ ...second!, given: long });
    const reading = await read(writeAll(formatCase, [records[0]!, oversized, records[2]!]), [65_536]);
    const told = reading.records.map(({ values }) => values);
    const wanted = [first!, third!].map((person) => PERSON_FIELDS.map((name) => person[name]));
    if (reading.error === undefined) {
      expect(told).toEqual(wanted);
      expect(reading.unreadable.length).toBeGreaterThan(0);
    } else {
      expect(reading.error).toMatch(/limit|too-large|too-long|refused/);
      expect(wanted.slice(0, told.length)).toEqual(told);
    }
  });

  const isPacked = formatCase.pack !== undefined;
  const exactly = 'tells places that are exact to the byte, in order, without overlap';
  it.skipIf(isPacked)(isPacked ? `${exactly} (not where the bytes are packed)` : exactly, async () => {
    let last = 0;
    for (const [index, { place }] of (await read(bytes)).records.entries()) {
      const [start, end] = (place as { bytes: [number, number] }).bytes;
      expect(start).toBeGreaterThanOrEqual(last);
      last = end;
      const stretch = new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice(start, end));
      expect(stretch.replace(/[\r\n]+$/, '')).toBe(records[index]);
    }
  });

  it('counts its records from 1', async () => {
    const rows = (await read(bytes)).records.map(({ place }) => (place as { readonly row: number }).row);
    expect(rows).toEqual(records.map((_, index) => index + 1));
  });

  const { spoil } = formatCase;
  it(
    spoil === undefined
      ? `ends the file at a bad record: ${formatCase.wholeFile}`
      : 'never lets bad record k change record j',
    async () => {
      const small = records.slice(0, 9);
      const wanted = (await read(writeAll(formatCase, small))).records.map(({ values }) => values);
      for (const k of small.keys()) {
        const spoiled = small.map((record, index) =>
          index === k ? (spoil?.(record) ?? record.slice(0, -4)) : record,
        );
        const reading = await read(writeAll(formatCase, spoiled));
        if (spoil === undefined) {
          expect(reading.error).toBeDefined();
          continue;
        }
        expect(reading.records.map(({ values }) => values)).toEqual(wanted.filter((_, index) => index !== k));
        expect(reading.unreadable).toHaveLength(1);
        expect(encode(reading.unreadable[0]!.raw).length).toBeGreaterThan(10);
      }
    },
  );

  it('holds only what a batch needs, however long the file', async () => {
    const file = createMemoryFile(
      pack(writeAll(formatCase, inventPeople(15_000).map(formatCase.write))),
      [16_384],
    );
    let furthest = 0;
    for await (const { records: batch } of format.read(file)) {
      const covered = batch.at(-1)?.place.bytes?.[1];
      if (covered !== undefined) furthest = Math.max(furthest, file.taken() - covered);
      expect(batch.length).toBeLessThanOrEqual(1_000);
    }
    expect(furthest).toBeLessThan(600_000);
  });

  it('lets go of the file when the reader leaves, and when it is told to stop', async () => {
    const file = createMemoryFile(
      pack(writeAll(formatCase, inventPeople(5_000).map(formatCase.write))),
      [16_384],
    );
    for await (const batch of format.read(file)) {
      expect(batch.issues).toEqual([]);
      break;
    }
    expect(file.isReleased()).toBe(true);
    expect(file.taken()).toBeLessThan(1_000_000);
    const stop = new AbortController();
    const reading = (async () => {
      for await (const batch of createSource(format, [file]).read({ signal: stop.signal })) {
        stop.abort(new Error(`stopped after ${batch.records.length}`));
      }
    })();
    await expect(reading).rejects.toThrow('stopped after');
    expect(file.isReleased()).toBe(true);
  });

  it(
    `never fails but with an error of ours, and never quotes a value, whatever the bytes (${FUZZ_SECONDS} s)`,
    async () => {
      const canaries = inventPeople(20).map((person): Person => ({
        ...person,
        family: `Canary${person.family}`,
        given: 'Zzyzx',
        postcode: 'QQ1 1QQ',
      }));
      const sound = writeAll(formatCase, canaries.map(formatCase.write));
      await fc.assert(
        fc.asyncProperty(spoilings(sound.length), async (changes) => {
          const said: unknown[] = [];
          try {
            for await (const batch of format.read(
              createMemoryFile(pack(applyChanges(sound, changes)), [4_096]),
            )) {
              batch.records.flatMap((record) => fields.map((field) => record.layout.field(field)?.(record)));
              said.push(
                batch.issues,
                batch.unreadable.map((row) => row.issue),
              );
            }
          } catch (error) {
            if (!isContactPointError(error)) throw error;
            said.push(error.message, error.suggestion, error.where);
          }
          expect(JSON.stringify(said)).not.toMatch(/Canary|Zzyzx|QQ1 1QQ/);
        }),
        {
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: FUZZ_SECONDS * 1_000,
          markInterruptAsFailure: false,
        },
      );
    },
    FUZZ_SECONDS * 1_000 + 30_000,
  );
});

/** Bytes to put in, take out or overwrite at places of a sound file. */
type Change = readonly [at: number, removed: number, put: readonly number[]];

function spoilings(length: number): fc.Arbitrary<readonly Change[]> {
  const byte = fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(...encode('"\'<>&/[]{},:\\|^~\r\n\t \0\x0b\x1c')),
    fc.constantFrom(0xff, 0xc3, 0xed, 0xf0),
  );
  const change = fc.tuple(
    fc.nat(length),
    fc.oneof(fc.constant(0), fc.nat(40)),
    fc.array(byte, { maxLength: 6 }),
  );
  return fc.array(change, { minLength: 1, maxLength: 8 });
}

function applyChanges(sound: Uint8Array, changes: readonly Change[]): Uint8Array {
  let bytes = [...sound];
  for (const [at, removed, put] of changes)
    bytes = [...bytes.slice(0, at), ...put, ...bytes.slice(at + removed)];
  return Uint8Array.from(bytes);
}
