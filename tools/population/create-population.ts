import type { CanonicalRecord } from '../../packages/contract/src/types.ts';
import { createRecord } from './create-record.ts';
import { createHousehold, type Person, type Scene } from './people.ts';
import { createPlaces } from './places.ts';
import { createDraw, type Draw } from './random.ts';
import { USUAL_RATES, type Rates } from './rates.ts';
import { SOURCES } from './sources.ts';

/** A record with the truth that matching is not told. */
export interface LabelledRecord {
  readonly record: CanonicalRecord;
  readonly person: Person;
}

export interface PopulationOptions {
  readonly seed: number;
  /** About how many children. */
  readonly children: number;
  readonly rates?: Rates;
  /** Leave out NHS numbers and UPNs. */
  readonly withoutIdentifiers?: boolean;
}

const YEAR = 2024;
const PUPILS_A_SCHOOL = 350;

/**
 * Invented children of a place like England, and what six systems hold of them, household by household: twins
 * and triplets, brothers and sisters, five name cultures, moves, changed names, adoptions with a new identity,
 * and the faults of clerks. The same options give the same records.
 */
export function* createPopulation(options: PopulationOptions): Generator<LabelledRecord> {
  const { seed, children, rates = USUAL_RATES } = options;
  const draw = createDraw(seed);
  const scene: Scene = {
    draw,
    rates,
    places: createPlaces(draw, children),
    schools: Math.max(2, Math.round(children / PUPILS_A_SCHOOL)),
    year: YEAR,
    serial: 0,
  };
  let recordNumber = 0;
  for (let household = 0; scene.serial < children; household += 1) {
    for (const person of createHousehold(scene, household)) {
      for (const [source, year] of appearances(person, draw, rates)) {
        recordNumber += 1;
        const record = createRecord(person, { draw, rates, source, recordId: String(recordNumber), year });
        yield { person, record: options.withoutIdentifiers ? stripIdentifiers(record) : record };
      }
    }
  }
}

function* appearances(
  person: Person,
  draw: Draw,
  rates: Rates,
): Generator<readonly [(typeof SOURCES)[number], number]> {
  const born = Number(person.dateOfBirth.slice(0, 4));
  for (const source of SOURCES) {
    const first = Math.max(born + source.ages[0], person.known[0]);
    const last = Math.min(born + source.ages[1], person.known[1]);
    if (first > last || (source.isBirths && person.newIdentity) || !draw.chance(source.coverage)) continue;
    yield [source, draw.between(first, last)];
    if (!source.isBirths && draw.chance(rates.duplicate)) yield [source, draw.between(first, last)];
  }
}

function stripIdentifiers(record: CanonicalRecord): CanonicalRecord {
  const { identifiers: _left, ...child } = record.child ?? {};
  void _left;
  return { ...record, child };
}

/** The records in another order of arrival, by seed. */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const draw = createDraw(seed);
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = draw.between(0, at);
    [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
  }
  return shuffled;
}
