import type { CanonicalRecord } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { born, inventRecord, livesAt, named, numbered } from '../../tests/invent-record.ts';
import { toMilliBits } from '../bits.ts';
import { parseModel } from '../model/parse-model.ts';
import { SHIPPED_MODEL } from '../model/shipped-model.ts';
import { trainModel } from './train-model.ts';

const SYLLABLES = 'BAL COR DEM FIN GUS HEK JOV KAP LUX MIR NUT PEL QUO ROD SYV TAZ VEB WIC YOL ZUM'.split(
  ' ',
);
const name = (at: number): string => `${SYLLABLES[at % 20]}${SYLLABLES[Math.floor(at / 20) % 20]}`;

/** 800 children in two sources; every fourth family name and every tenth birth date differs between them. */
function* inventPairs(): Generator<CanonicalRecord> {
  for (let at = 0; at < 800; at += 1) {
    const date = new Date(Date.UTC(2008, 0, 2 + ((at * 37) % 4000))).toISOString().slice(0, 10);
    const home = livesAt(`${1 + (at % 30)} Mill Lane`, `ZE${1 + (at % 40)} ${at % 10}AA`);
    yield inventRecord(`a|${at}`, {
      ...named(name(at * 7), name(at)),
      ...born(date),
      ...home,
      ...numbered('upn', upn(at)),
    });
    const family = at % 4 === 0 ? name(at + 111) : name(at);
    const wrong = at % 10 === 0 ? `${date.slice(0, 8)}28` : date;
    yield inventRecord(`b|${at}`, {
      ...named(name(at * 7), family),
      ...born(wrong),
      ...home,
      ...numbered('upn', upn(at)),
    });
  }
}

function upn(serial: number): string {
  const digits = `344000110${String(serial).padStart(3, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (at + 2), 0);
  return `${'ABCDEFGHJKLMNPQRTUVWXYZ'[sum % 23]}${digits}`;
}

describe('trainModel', () => {
  const options = { id: 'town-1', on: '2026-06-01' };
  it('learns from pairs of one number how often each field agrees, and what it then is worth', async () => {
    const { model } = await trainModel(inventPairs(), options);
    const bitsOf = (field: 'family' | 'dateOfBirth', id: string): number => {
      const level = model.fields[field].find((one) => one.id === id)!;
      return level.bits;
    };
    // Three in four family names agree: log2(0.75) beside the rarity of the name.
    expect(bitsOf('family', 'exact')).toBeGreaterThan(-560);
    expect(bitsOf('family', 'exact')).toBeLessThan(-280);
    // One in four differs, and nearly all strangers do: log2(0.25) or a little less.
    expect(bitsOf('family', 'different')).toBeGreaterThan(-2600);
    expect(bitsOf('family', 'different')).toBeLessThan(-1400);
    expect(bitsOf('dateOfBirth', 'exact')).toBeGreaterThan(9_000);
    expect(model.provenance).toMatch(
      /1600 records: 800 pairs of a shared identifier, \d+ pairs of one name in \d+ rounds, \d+ pairs of one birth date in/,
    );
    // A postcode says as much as it was seen to among the 800 children of the larger source.
    expect(model.thresholds).toEqual({ ...SHIPPED_MODEL.thresholds, postcodePrior: toMilliBits(800) });
  });

  const givenBits = ({ model }: Awaited<ReturnType<typeof trainModel>>, id: string): number =>
    model.fields.given.find((level) => level.id === id)!.bits;
  const withoutNumbers = [...inventPairs()].map(({ child, ...record }): CanonicalRecord => {
    const { identifiers: _, ...rest } = child!;
    void _;
    return { ...record, child: rest };
  });

  it('learns without any number, from names where birth dates and from birth dates where names agree', async () => {
    const trained = await trainModel(withoutNumbers, options);
    expect(trained.model.provenance).toContain('1600 records: 0 pairs of a shared identifier');
    // Given names always agree here, and one birth date in ten does not.
    expect(givenBits(trained, 'different')).toBeLessThan(-4_000);
    const birth = trained.model.fields.dateOfBirth;
    expect(birth.find(({ id }) => id === 'exact')!.bits).toBeGreaterThan(9_000);
  });

  it('learns nothing from what looks like twins, unless it is told that there are no families', async () => {
    const twins = withoutNumbers
      .filter(({ source }) => source.system === 'a')
      .map((record, at): CanonicalRecord => {
        const family = record.child!.names![0]!.family!;
        return {
          ...record,
          source: { ...record.source, recordId: `${record.source.recordId}-t` },
          child: { ...record.child, ...named(name(at * 7 + 3), family) },
        };
      });
    const alone = await trainModel(withoutNumbers, options);
    const among = await trainModel([...withoutNumbers, ...twins], options);
    const taken = await trainModel([...withoutNumbers, ...twins], { ...options, families: false });
    expect(Math.abs(givenBits(among, 'different') - givenBits(alone, 'different'))).toBeLessThan(1_500);
    expect(givenBits(taken, 'different')).toBeGreaterThan(givenBits(among, 'different') + 1_500);
  });

  it('takes no match for a stranger, however many there are in a small set', async () => {
    const few = withoutNumbers.filter(({ source }) => Number(source.recordId) < 150);
    const { model } = await trainModel(few, { ...options, families: false });
    // One pair in 300 drawn at random is a match; strangers never share a birth date here.
    expect(model.fields.dateOfBirth[0]!.bits).toBeGreaterThan(11_000);
  });

  it('keeps what exchanged names are worth, however often they are seen', async () => {
    const exchanged = withoutNumbers.map((record): CanonicalRecord => {
      const [{ given, family }] = record.child!.names as [{ given: string[]; family: string }];
      return Number(record.source.recordId) % 5 === 0 && record.source.system === 'b'
        ? { ...record, child: { ...record.child, ...named(family, given[0]!) } }
        : record;
    });
    const { model } = await trainModel(exchanged, options);
    expect(model.fields.swapped).toEqual(SHIPPED_MODEL.fields.swapped);
  });

  it('learns what two names in use are worth that are but alike, never more than a level before it', async () => {
    const tenth = ({ source }: CanonicalRecord): boolean => Number(source.recordId) % 10 === 0;
    const naming = (nameOf: (record: CanonicalRecord) => string): readonly CanonicalRecord[] =>
      [...inventPairs()].map((record) =>
        tenth(record)
          ? {
              ...record,
              child: { ...record.child, ...named(nameOf(record), record.child!.names![0]!.family!) },
            }
          : record,
      );
    const ofOneChild = await trainModel(
      naming(({ source }) => (source.system === 'a' ? 'Lara' : 'Zara')),
      options,
    );
    const ofTwo = await trainModel(
      naming(({ source }) => (Number(source.recordId) % 20 === 0 ? 'Lara' : 'Zara')),
      options,
    );
    expect(givenBits(ofOneChild, 'twoNamesAlike')).toBeGreaterThan(givenBits(ofTwo, 'twoNamesAlike') + 2_000);
    expect(parseModel(ofOneChild).model.fields.given).toEqual(ofOneChild.model.fields.given);
  });

  it('gives the same model for the same records, and one that loads', async () => {
    const first = JSON.stringify(await trainModel(inventPairs(), options));
    expect(JSON.stringify(await trainModel(inventPairs(), options))).toBe(first);
    const { model, frequencies } = parseModel(JSON.parse(first));
    expect([model.id, frequencies.id]).toEqual(['town-1', 'town-1-names']);
  });

  it('says how few pairs it had to learn from', async () => {
    expect(
      (
        await trainModel(
          [inventRecord('a|1', named('Ann', 'Smith')), inventRecord('a|2', named('Ben', 'Jones'))],
          options,
        )
      ).pairs,
    ).toBe(0);
    expect((await trainModel(inventPairs(), options)).pairs).toBeGreaterThanOrEqual(800);
  });

  it('lists no name that fewer than five children bear', async () => {
    const { names } = await trainModel(inventPairs(), options);
    const unusual = inventRecord('c|1', named('Persephone', 'Uniqueson'));
    const again = await trainModel([...inventPairs(), unusual], options);
    expect(JSON.stringify(again.names)).not.toMatch(/PERSEPHONE|UNIQUESON/);
    expect(names.given.rows.length).toBeLessThanOrEqual(20);
  });

  it('keeps the base where records show nothing', async () => {
    const { model } = await trainModel([inventRecord('a|1'), inventRecord('b|1')], options);
    expect(model.fields).toEqual(SHIPPED_MODEL.fields);
  });

  it('asks for less evidence where there are no families', async () => {
    const { model } = await trainModel(inventPairs(), { ...options, families: false });
    expect([model.families, model.thresholds.match]).toEqual([false, 0]);
  });
});
