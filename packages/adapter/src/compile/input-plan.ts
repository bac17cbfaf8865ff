import { nearestName } from '@contactpoint/contract';
import type { Problems } from '../mapping/reading.ts';
import type { At, Input, Mapping } from '../mapping/types.ts';
import type { Layout } from '../ports.ts';

/** The layouts of an input's files, as `Source.layouts` gives them. */
export type FileLayouts = readonly { readonly file: string; readonly layout: Layout }[];

/** What rules read of a row. */
export interface Reads {
  /** Places, under the names of the files. */
  readonly columns: Set<string>;
  /** Those of them that say something of the record's content. */
  readonly content: Set<string>;
  /** Repeated groups inside the row, by place, with what is read of theirs. */
  readonly groups: Map<string, Reads>;
}

/** The rows that one level of the record is made from, and the inputs joined to them. */
export interface InputPlan extends Reads {
  /** Several for the records themselves, one for a joined input. */
  readonly inputs: readonly Input[];
  readonly parent: InputPlan | undefined;
  /** Where its rows stand in `Row.joined` of a parent row. */
  readonly index: number;
  readonly joined: InputPlan[];
  readonly layouts: FileLayouts;
  /** Whether any rule reads it. */
  used: boolean;
}

/** The inputs of a mapping as a tree: the records at the root, below each input those joined to it. */
export interface InputTree {
  readonly records: InputPlan;
  readonly byName: ReadonlyMap<string, InputPlan>;
}

/** Arranges the inputs as a tree, and says which cannot be. */
export function planInputs(
  mapping: Mapping,
  layouts: ReadonlyMap<string, FileLayouts>,
  problems: Problems,
): InputTree {
  const layoutsOf = (input: Input) => layouts.get(input.name) ?? [];
  const recordInputs = mapping.record.each.flatMap((ref) => {
    const input = mapping.inputs.get(ref.text);
    if (!input) return reportUnknownInput(ref.text, ref.at, { mapping, problems });
    if (input.on.length > 0) problems.add('mapping.record-input', ref.at, { values: { name: input.name } });
    return [input];
  });
  const records = createPlan(recordInputs, { parent: undefined, layouts: recordInputs.flatMap(layoutsOf) });
  records.used = true;
  const byName = new Map(recordInputs.map((input) => [input.name, records]));
  let waiting = [...mapping.inputs.values()].filter((input) => !byName.has(input.name));
  // Each round hangs in those whose parent hangs already; a circle leaves some over.
  for (let before = -1; before !== waiting.length;) {
    before = waiting.length;
    waiting = waiting.filter((input) => {
      const parent = input.to === undefined ? records : byName.get(input.to);
      if (!parent || input.on.length === 0) return true;
      byName.set(input.name, createPlan([input], { parent, layouts: layoutsOf(input) }));
      checkKeys(input, parent, problems);
      return false;
    });
  }
  for (const input of waiting) {
    if (input.to !== undefined && !mapping.inputs.has(input.to))
      reportUnknownInput(input.to, input.at, { mapping, problems });
    else problems.add('mapping.no-join', input.at, { values: { name: input.name } });
  }
  return { records, byName };
}

/** Says that there is no such input, with the nearest name. */
export function reportUnknownInput(
  name: string,
  at: At,
  { mapping, problems }: { readonly mapping: Mapping; readonly problems: Problems },
): [] {
  const known = [...mapping.inputs.keys()];
  const near = nearestName(name, known);
  problems.add('mapping.unknown-input', at, {
    values: { name, known: known.join(', ') },
    suggestion: near && `Did you mean ${near}? The inputs are ${known.join(', ')}.`,
  });
  return [];
}

/** Nothing read yet. */
export function createReads(): Reads {
  return { columns: new Set(), content: new Set(), groups: new Map() };
}

function createPlan(
  inputs: readonly Input[],
  { parent, layouts }: { readonly parent: InputPlan | undefined; readonly layouts: FileLayouts },
): InputPlan {
  const index = parent?.joined.length ?? 0;
  const plan: InputPlan = {
    inputs,
    parent,
    index,
    joined: [],
    layouts,
    ...createReads(),
    used: false,
  };
  parent?.joined.push(plan);
  return plan;
}

function checkKeys(input: Input, parent: InputPlan, problems: Problems): void {
  for (const { key, name } of parent.inputs) {
    if (key.length === 0)
      problems.add('mapping.no-join', input.at, { values: { name: `${input.name}: ${name} has no key` } });
    else if (key.length !== input.on.length) {
      problems.add('mapping.join-keys', input.at, {
        values: { name: input.name, on: input.on.length, key: key.length },
      });
    }
  }
}
