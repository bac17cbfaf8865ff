/** One step down: a child element of this name (`*`: any), of which the predicate holds. */
export interface XmlStep {
  readonly name: string;
  readonly predicate?: XmlPredicate;
}

/** `[2]` counts from 1 among the elements of the step; `[@use='home']` and `[Type='Home']` compare text. */
export type XmlPredicate =
  | { readonly kind: 'position'; readonly position: number }
  | { readonly kind: 'attribute' | 'child'; readonly name: string; readonly value: string };

/** `/Message/Header/Year` from the root, `Identifiers/UPN` from the record; `@name` last, `.` alone. */
export interface XmlPath {
  readonly isAbsolute: boolean;
  readonly steps: readonly XmlStep[];
  readonly attribute?: string;
}

/** Prefixes that an input declares; undefined where it declares none and names are compared without prefix. */
export type Namespaces = Readonly<Record<string, string>> | undefined;

const NAME = String.raw`(?:[\p{L}_][\p{L}\p{N}._-]*:)?[\p{L}_][\p{L}\p{N}._-]*`;
const STEP_PATTERN = new RegExp(`^(\\*|${NAME})(?:\\[([^\\]]*)\\])?$`, 'u');
const NAME_PATTERN = new RegExp(`^${NAME}$`, 'u');
const COMPARISON_PATTERN = new RegExp(`^(@?)(${NAME})\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^'"\\s]+))$`, 'u');

/** The path written so, its names resolved; undefined when it is not a path or uses an undeclared prefix. */
export function parseXmlPath(text: string, namespaces: Namespaces): XmlPath | undefined {
  if (text === '.') return { isAbsolute: false, steps: [] };
  const isAbsolute = text.startsWith('/');
  const parts = splitSteps(isAbsolute ? text.slice(1) : text);
  const last = parts.at(-1) ?? '';
  const attribute = last.startsWith('@') ? resolveName(last.slice(1), namespaces, true) : undefined;
  if (last.startsWith('@')) {
    if (attribute === undefined) return undefined;
    parts.pop();
  }
  const steps: XmlStep[] = [];
  for (const part of parts) {
    const step = parseStep(part, namespaces);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return { isAbsolute, steps, ...(attribute !== undefined && { attribute }) };
}

/** The name by which elements and attributes are compared; an attribute without prefix is in no namespace. */
function resolveName(name: string, namespaces: Namespaces, isAttribute = false): string | undefined {
  if (!NAME_PATTERN.test(name)) return undefined;
  const colon = name.indexOf(':');
  if (namespaces === undefined) return name.slice(colon + 1);
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  if (prefix === '' && (isAttribute || !Object.hasOwn(namespaces, ''))) return name;
  if (!Object.hasOwn(namespaces, prefix)) return undefined;
  return `{${namespaces[prefix]}}${name.slice(colon + 1)}`;
}

/** Slashes inside `[…]` belong to the value compared. */
function splitSteps(text: string): string[] {
  const steps = [''];
  let isInside = false;
  for (const sign of text) {
    if (sign === '[') isInside = true;
    if (sign === ']') isInside = false;
    if (sign === '/' && !isInside) steps.push('');
    else steps[steps.length - 1] += sign;
  }
  return steps;
}

function parseStep(text: string, namespaces: Namespaces): XmlStep | undefined {
  const match = STEP_PATTERN.exec(text);
  if (match === null) return undefined;
  const name = match[1] === '*' ? '*' : resolveName(match[1]!, namespaces);
  if (name === undefined) return undefined;
  if (match[2] === undefined) return { name };
  const predicate = parsePredicate(match[2].trim(), namespaces);
  return predicate === undefined ? undefined : { name, predicate };
}

function parsePredicate(text: string, namespaces: Namespaces): XmlPredicate | undefined {
  if (/^[1-9]\d{0,5}$/.test(text)) return { kind: 'position', position: Number(text) };
  const match = COMPARISON_PATTERN.exec(text);
  if (match === null) return undefined;
  const kind = match[1] === '@' ? 'attribute' : 'child';
  const name = resolveName(match[2]!, namespaces, kind === 'attribute');
  const value = match[3] ?? match[4] ?? match[5]!;
  return name === undefined ? undefined : { kind, name, value };
}
