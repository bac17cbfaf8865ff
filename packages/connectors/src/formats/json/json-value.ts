import { parseJson, type JsonFault } from '@contactpoint/contract/json';
import type { JsonStep } from './json-path.ts';

/** A number as it was written: no digit of an identifier is lost to arithmetic. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A number that arithmetic would write differently: many digits, a fraction, an exponent or a negative zero. */
const DELICATE_NUMBER = /\d{16}|\d[.eE]|-0/;

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** The value of a text, its numbers as written; or why it is refused. */
export function readJsonValue(
  text: string,
): { readonly value: unknown } | { readonly fault: JsonFault | 'loneSurrogate' } {
  const parsed = parseJson(text);
  if (parsed.fault !== undefined) return { fault: parsed.fault };
  if (text.includes('\\ud') || text.includes('\\uD')) {
    if (!JSON.stringify(parsed.value).isWellFormed() || hasLoneSurrogate(parsed.value))
      return { fault: 'loneSurrogate' };
  }
  if (!DELICATE_NUMBER.test(text)) return parsed;
  const keepWritten: Reviver = (_, value, context) =>
    typeof value === 'number' && context?.source !== undefined ? new WrittenNumber(context.source) : value;
  return { value: JSON.parse(text, keepWritten) as unknown };
}

function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => !key.isWellFormed() || hasLoneSurrogate(member));
}

/** The text of a scalar; undefined for null, for nothing, and for what holds other values. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof WrittenNumber) return value.text;
  return Array.isArray(value) ? toText(value[0]) : undefined;
}

/** The values at a path, in document order. A step by name goes into every element of a list. */
export function findValues(value: unknown, steps: readonly JsonStep[]): readonly unknown[] {
  let found: readonly unknown[] = [value];
  for (const step of steps) found = found.flatMap((each) => takeStep(each, step));
  return found;
}

/** The first value at a path, without looking for others; undefined where there is none. */
export function findFirst(value: unknown, steps: readonly JsonStep[], from = 0): unknown {
  if (from === steps.length) return value;
  for (const each of takeStep(value, steps[from]!)) {
    const found = findFirst(each, steps, from + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function takeStep(value: unknown, step: JsonStep): readonly unknown[] {
  if (step.kind === 'member') return membersOf(value, step.name);
  const elements = toList(value);
  if (step.kind === 'index') return elements.slice(step.index, step.index + 1);
  return elements.filter((element) =>
    findValues(element, step.path)
      .flatMap(toList)
      .some((each) => toText(each) === step.value),
  );
}

function membersOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => membersOf(element, name));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  const member = (value as Readonly<Record<string, unknown>>)[name];
  return member === null ? [] : [member];
}

/** A single value is a list of itself: XML forms cannot tell the two apart. */
export function toList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
