import { createIssue, type IssueCode } from '../catalogue/issue-catalogue.ts';
import type { Issue } from '../types.ts';
import { extensionName, OWN_EXTENSION } from './systems.ts';

/** A FHIR element or resource as JSON. */
export type Fhir = Readonly<Record<string, unknown>>;

/** An element with its place, a JSON Pointer into what was received. */
export interface Placed {
  readonly value: Fhir;
  readonly path: string;
}

/** An object without what is undefined or an empty list: FHIR has neither. */
export function fhir(members: Fhir): Fhir {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** An extension of ours with a value of this kind; undefined when there is nothing to say. */
export function ownExtension(name: string, kind: string, value: unknown): Fhir | undefined {
  return value === undefined ? undefined : { url: OWN_EXTENSION + name, [`value${kind}`]: value };
}

/** A list without what is undefined. */
export function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}

/** Ids and what servers add: read past everywhere, because they say nothing of a person. */
const SILENT = new Set(['id', 'resourceType', 'text', 'implicitRules', 'language']);

/** Reads elements and notes whatever the record has no place for; what it holds is then left out. */
export class FhirReader {
  readonly issues: Issue[] = [];

  /** The object at a place, if it is one; members that are not named are noted. */
  object(value: unknown, path: string, members: readonly string[]): Placed {
    if (!isObject(value)) {
      this.note('fhir.not-an-object', path);
      return { value: {}, path };
    }
    for (const member of Object.keys(value)) {
      if (!members.includes(member) && !SILENT.has(member))
        this.note('fhir.element-not-allowed', `${path}/${member}`);
    }
    return { value, path };
  }

  /** The objects of a list; the place of each ends in its index. */
  list({ value, path }: Placed, member: string): readonly Placed[] {
    const items = value[member] ?? [];
    if (!Array.isArray(items)) this.note('fhir.not-an-object', `${path}/${member}`);
    const placed = (Array.isArray(items) ? items : []).map(
      (item: unknown, index) => [item, `${path}/${member}/${index}`] as const,
    );
    return placed.flatMap(([item, at]) => {
      if (isObject(item)) return [{ value: item, path: at }];
      this.note('fhir.not-an-object', at);
      return [];
    });
  }

  /** Extensions by the names that are known here; any other is noted. */
  extensions(holder: Placed, known: readonly string[]): ReadonlyMap<string, readonly Placed[]> {
    const byName = new Map<string, Placed[]>();
    for (const { value, path } of this.list(holder, 'extension')) {
      const extension = this.object(value, path, EXTENSION_MEMBERS);
      const name = extensionName(extension.value['url']);
      if (name === undefined || !known.includes(name))
        this.note('fhir.extension-not-allowed', extension.path);
      else byName.set(name, [...(byName.get(name) ?? []), extension]);
    }
    return byName;
  }

  note(code: IssueCode, path: string): void {
    // A member's name is the sender's and may be anything.
    const shown = path.split('/').every((segment) => /^[\w-]{0,64}$/.test(segment));
    this.issues.push(createIssue(code, { path: shown ? path : path.replace(/\/[^/]*$/, '') }));
  }
}

const EXTENSION_MEMBERS = [
  'url', 'extension', 'valueBoolean', 'valueCode', 'valueString', 'valueDate', 'valueInteger', 'valueCodeableConcept', 'valueCoding',
]; // prettier-ignore

/** The value of a simple extension, whatever its kind. */
export function valueOf(extension: Placed | undefined): unknown {
  if (extension === undefined) return undefined;
  const member = Object.keys(extension.value).find((key) => key.startsWith('value'));
  return member === undefined ? undefined : extension.value[member];
}

/** The value of the first extension of a name. */
export function firstValue(extensions: ReadonlyMap<string, readonly Placed[]>, name: string): unknown {
  return valueOf(extensions.get(name)?.[0]);
}

/** The parts of an extension that has extensions inside, by their plain names. */
export function partsOf(extension: Placed): ReadonlyMap<string, readonly unknown[]> {
  const parts = new Map<string, unknown[]>();
  const inner = extension.value['extension'];
  for (const part of Array.isArray(inner) ? (inner as readonly unknown[]) : []) {
    if (!isObject(part)) continue;
    const name = String(part['url']);
    parts.set(name, [...(parts.get(name) ?? []), valueOf({ value: part, path: '' }) ?? part]);
  }
  return parts;
}

/** The first element of a list, or what is no list. */
export function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as readonly unknown[])[0] : value;
}

/** Whether this is a JSON object. */
export function isObject(value: unknown): value is Fhir {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object without what is undefined; undefined when nothing is left. */
export function filled(members: Fhir): Fhir | undefined {
  const left = fhir(members);
  return Object.keys(left).length > 0 ? left : undefined;
}
