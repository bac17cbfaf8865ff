import type { RecordPlaces } from '@contactpoint/adapter';
import type { XmlTape } from './xml-tape.ts';

/** A tape to look at, and the groups that are known to repeat; undefined where no group counts. */
export interface DescribedTape {
  readonly tape: XmlTape;
  readonly groups: ReadonlySet<string> | undefined;
}

type Place = RecordPlaces['fields'][number];

/** Where an element holds text, attributes and groups that repeat, by path from it. */
export function describeXml(tape: DescribedTape, element: number): RecordPlaces {
  const found: Found = { fields: new Map(), groups: new Map() };
  describeInto(found, { ...tape, names: [], steps: [] }, element);
  return { fields: [...found.fields.values()], groups: [...found.groups.values()] };
}

interface Found {
  readonly fields: Map<string, Place>;
  readonly groups: Map<string, Place>;
}

/** The element at hand: what a person calls it, and how a path is written, step by step. */
interface At extends DescribedTape {
  readonly names: readonly string[];
  readonly steps: readonly string[];
}

/** Of texts that stand beside each other no more are told: two given names, three lines. */
const MOST_TEXTS = 5;

function describeInto(found: Found, at: At, element: number): void {
  const { tape, groups, names, steps } = at;
  for (const attribute of attributesOf(tape, element))
    note(found.fields, { names: [...names, `@${attribute}`], steps: [...steps, `@${attribute}`] });
  const children = tape.childrenOf(element, '*');
  if (children.length === 0 && names.length > 0) note(found.fields, at);
  const all = children.map((child) => tape.names[child]!);
  children.forEach((child, index) => {
    const name = all[index]!;
    const nth = all.slice(0, index).filter((before) => before === name).length + 1;
    const path = { names: [...names, name], steps: [...steps, name] };
    const repeats =
      groups && (all.indexOf(name) !== all.lastIndexOf(name) || groups.has(path.steps.join('/')));
    if (repeats && tape.hasChildren(child)) note(found.groups, path);
    else if (nth === 1 || tape.hasChildren(child)) describeInto(found, { ...at, ...path }, child);
    else if (nth <= MOST_TEXTS)
      note(found.fields, { names: [...names, `${name} ${nth}`], steps: [...steps, `${name}[${nth}]`] });
  });
}

/** `xsi:nil` and the like say something of the element, not of the child. */
function attributesOf(tape: XmlTape, element: number): readonly string[] {
  return [...(tape.attributes.get(element)?.keys() ?? [])].filter((name) => !/[:{]/.test(name));
}

function note(places: Map<string, Place>, { names, steps }: Pick<At, 'names' | 'steps'>): void {
  const path = steps.join('/');
  if (!places.has(path)) places.set(path, { path, names });
}
