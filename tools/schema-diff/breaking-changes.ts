/** A JSON Schema or OpenAPI document as data. */
export type Json = Readonly<Record<string, unknown>>;

/** Who suffers from a change: `input` is what others send and we accept, `output` what we send. */
export type Direction = 'input' | 'output';

interface Side {
  readonly schema: unknown;
  /** Where `$ref`s lead. */
  readonly document: Json;
}

/**
 * What in `after` breaks those who rely on `before`, one line a change. Of what others send nothing may be asked
 * that was not asked; of what we send nothing may be missing or new among codes.
 */
export function breakingChanges(before: Side, after: Side, direction: Direction): readonly string[] {
  const comparison = new Comparison(before.document, after.document, direction);
  comparison.compare(before.schema, after.schema, '');
  return comparison.found;
}

/** Bounds that break a sender when they shrink, by the direction in which they shrink. */
const UPPER = ['maxLength', 'maxItems', 'maxProperties', 'maximum'];
const LOWER = ['minLength', 'minItems', 'minProperties', 'minimum'];

class Comparison {
  readonly found: string[] = [];
  readonly #before: Json;
  readonly #after: Json;
  readonly #direction: Direction;
  readonly #seen = new Set<string>();

  constructor(before: Json, after: Json, direction: Direction) {
    this.#before = before;
    this.#after = after;
    this.#direction = direction;
  }

  compare(beforeSchema: unknown, afterSchema: unknown, path: string): void {
    const pair = `${referenceOf(beforeSchema)}→${referenceOf(afterSchema)}`;
    if (pair !== '→' && this.#seen.has(pair)) return;
    this.#seen.add(pair);
    const [before, after] = [resolve(beforeSchema, this.#before), resolve(afterSchema, this.#after)];
    this.#compareTypes(before, after, path);
    this.#compareCodes(before, after, path);
    this.#compareBounds(before, after, path);
    this.#compareMembers(before, after, path);
    if (isJson(before['items']) && isJson(after['items']))
      this.compare(before['items'], after['items'], `${path}/*`);
    for (const combination of ['allOf', 'anyOf', 'oneOf'])
      this.#compareCombination(combination, { before, after, path });
  }

  #compareTypes(before: Json, after: Json, path: string): void {
    if (JSON.stringify(before['type']) !== JSON.stringify(after['type']))
      this.#note(path, 'has another type');
    for (const keyword of ['pattern', 'format', 'const']) {
      if (after[keyword] !== undefined && before[keyword] !== after[keyword])
        this.#note(path, `has another ${keyword}`);
    }
  }

  #compareCodes(before: Json, after: Json, path: string): void {
    const [old, now] = [before['enum'], after['enum']] as readonly (readonly unknown[] | undefined)[];
    if (this.#direction === 'input' && now && !old) this.#note(path, 'takes only codes');
    for (const code of old ?? []) {
      if (this.#direction === 'input' && now && !now.includes(code))
        this.#note(path, `no longer takes ${String(code)}`);
    }
    for (const code of now ?? []) {
      if (this.#direction === 'output' && old && !old.includes(code))
        this.#note(path, `may now be ${String(code)}`);
    }
  }

  #compareBounds(before: Json, after: Json, path: string): void {
    if (this.#direction === 'output') return;
    for (const bound of UPPER)
      if (limit(after, bound, Infinity) < limit(before, bound, Infinity))
        this.#note(path, `has a smaller ${bound}`);
    for (const bound of LOWER)
      if (limit(after, bound, -Infinity) > limit(before, bound, -Infinity))
        this.#note(path, `has a larger ${bound}`);
    const closes = after['additionalProperties'] === false && before['additionalProperties'] !== false;
    if (closes) this.#note(path, 'takes no further fields');
  }

  #compareMembers(before: Json, after: Json, path: string): void {
    const [old, now] = [propertiesOf(before), propertiesOf(after)];
    for (const [name, schema] of Object.entries(old)) {
      const other = now[name];
      if (other === undefined) this.#note(`${path}/${name}`, 'is gone');
      else this.compare(schema, other, `${path}/${name}`);
    }
    const [wasRequired, isRequired] = [requiredOf(before), requiredOf(after)];
    const [from, to] = this.#direction === 'input' ? [isRequired, wasRequired] : [wasRequired, isRequired];
    const word = this.#direction === 'input' ? 'is required now' : 'may be missing now';
    for (const name of from) if (!to.includes(name)) this.#note(`${path}/${name}`, word);
  }

  #compareCombination(
    keyword: string,
    { before, after, path }: { readonly before: Json; readonly after: Json; readonly path: string },
  ): void {
    const [old, now] = [before[keyword], after[keyword]].map((list) =>
      Array.isArray(list) ? (list as readonly unknown[]) : [],
    );
    if (old === undefined || now === undefined) return;
    if (old.length !== now.length && (keyword !== 'allOf' || this.#direction === 'input'))
      this.#note(path, `has another ${keyword}`);
    else if (JSON.stringify(old) !== JSON.stringify(now))
      old.forEach((schema, index) => this.compare(schema, now[index], path));
  }

  #note(path: string, what: string): void {
    this.found.push(`${path === '' ? 'the whole' : path} ${what}`);
  }
}

function resolve(schema: unknown, document: Json): Json {
  if (!isJson(schema)) return {};
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const target = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, step) => (isJson(node) ? node[step] : undefined), document);
  return {
    ...resolve(target, document),
    ...Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$ref')),
  };
}

function referenceOf(schema: unknown): string {
  return isJson(schema) && typeof schema['$ref'] === 'string' ? JSON.stringify(schema) : '';
}

function propertiesOf(schema: Json): Json {
  return isJson(schema['properties']) ? schema['properties'] : {};
}

function requiredOf(schema: Json): readonly string[] {
  return Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : [];
}

function limit(schema: Json, bound: string, otherwise: number): number {
  const value = schema[bound];
  return typeof value === 'number' ? value : otherwise;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
