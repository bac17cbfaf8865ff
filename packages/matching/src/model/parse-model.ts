import { createError } from '@contactpoint/contract';
import { NORM_VERSION } from '../normalise/norm-version.ts';
import { FIELDS, type LevelWeight, type MatchModel, type NameFrequencies, type Thresholds } from './model.ts';
import { createFrequencies, type NameTable, type NameTables } from './name-frequencies.ts';
import { SHIPPED_MODEL } from './shipped-model.ts';

/** A model that may be used, with the name frequencies it was learned with. */
export interface LoadedModel {
  readonly model: MatchModel;
  readonly frequencies: NameFrequencies;
}

/**
 * The model in a parsed model file. Throws `model.invalid` when anything is missing or not a whole number,
 * when it was made for another normalisation, or when a less alike level weighs more than a more alike one.
 */
export function parseModel(file: unknown): LoadedModel {
  const { model, names } = object(file, 'the file') as { readonly model?: unknown; readonly names?: unknown };
  const parsed = parseWeights(object(model, 'model'));
  const tables = parseNames(object(names, 'names'));
  if (parsed.frequencies !== tables.id)
    throw invalid('model.frequencies names other frequencies than names.id');
  return { model: parsed, frequencies: createFrequencies(tables) };
}

type Bag = Readonly<Record<string, unknown>>;

const invalid = (reason: string) => createError('model.invalid', { values: { reason } });

function object(value: unknown, where: string): Bag {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${where} is not an object`);
  return value as Bag;
}

function text(bag: Bag, name: string): string {
  const value = bag[name];
  if (typeof value !== 'string' || value === '') throw invalid(`${name} is not a text`);
  return value;
}

function whole(bag: Bag, name: string): number {
  const value = bag[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw invalid(`${name} is not a whole number`);
  return value;
}

function parseWeights(bag: Bag): MatchModel {
  const fields = object(bag['fields'], 'model.fields');
  if (whole(bag, 'norm') !== NORM_VERSION) throw invalid(`norm is not ${NORM_VERSION}: train it again`);
  if (typeof bag['families'] !== 'boolean') throw invalid('families is neither true nor false');
  return {
    id: text(bag, 'id'),
    provenance: text(bag, 'provenance'),
    norm: NORM_VERSION,
    frequencies: text(bag, 'frequencies'),
    families: bag['families'],
    thresholds: parseThresholds(object(bag['thresholds'], 'model.thresholds')),
    fields: Object.fromEntries(
      FIELDS.map((field) => [field, parseLevels(fields[field], field)]),
    ) as unknown as MatchModel['fields'],
  };
}

function parseThresholds(bag: Bag): Thresholds {
  const names = Object.keys(SHIPPED_MODEL.thresholds) as (keyof Thresholds)[];
  return Object.fromEntries(names.map((name) => [name, whole(bag, name)])) as unknown as Thresholds;
}

/** Exactly the levels that the engine tells apart, and none that weighs more than one before it. */
function parseLevels(value: unknown, field: (typeof FIELDS)[number]): readonly LevelWeight[] {
  const wanted = SHIPPED_MODEL.fields[field];
  if (!Array.isArray(value) || value.length !== wanted.length)
    throw invalid(`fields.${field} does not have ${wanted.length} levels`);
  const levels = value.map((level: unknown, at) =>
    parseLevel(object(level, `fields.${field}`), wanted[at]!.id),
  );
  levels.reduce((before, level) => {
    if (weightOf(level) > weightOf(before))
      throw invalid(`fields.${field}: ${level.id} weighs more than ${before.id}`);
    return level;
  });
  return levels;
}

/** What a level can come to: one that depends on rarity reaches its cap. */
const weightOf = ({ bits, rarityCap }: LevelWeight): number => rarityCap ?? bits;

function parseLevel(bag: Bag, id: string): LevelWeight {
  if (text(bag, 'id') !== id) throw invalid(`level ${text(bag, 'id')} stands where ${id} belongs`);
  const level = { id, bits: whole(bag, 'bits'), household: whole(bag, 'household') };
  return bag['rarityCap'] === undefined ? level : { ...level, rarityCap: whole(bag, 'rarityCap') };
}

function parseNames(bag: Bag): NameTables {
  return {
    id: text(bag, 'id'),
    given: parseTable(bag['given'], 'given'),
    family: parseTable(bag['family'], 'family'),
  };
}

function parseTable(value: unknown, where: string): NameTable {
  const bag = object(value, `names.${where}`);
  const { rows } = bag;
  if (!Array.isArray(rows)) throw invalid(`names.${where}.rows is not a list`);
  return {
    floor: whole(bag, 'floor'),
    rows: rows.map((row: unknown) => {
      const [rarity, names] = Array.isArray(row) ? (row as unknown[]) : [];
      if (!Number.isSafeInteger(rarity) || typeof names !== 'string')
        throw invalid(`names.${where}.rows holds something else than rarity and names`);
      return [rarity as number, names] as const;
    }),
  };
}
