/** One step down: a member by name, an element by 0-based index, or the elements that have a member of some text. */
export type JsonStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'where'; readonly path: readonly JsonStep[]; readonly value: string };

/** `name[0].family` from the record; `$.header.year` from the document, for what stood before the records. */
export interface JsonPath {
  readonly isAbsolute: boolean;
  readonly steps: readonly JsonStep[];
}

const MEMBER_PATTERN = /(?:[^.[\]"']+|"[^"]*")/y;
const INDEX_PATTERN = /\[(\d{1,9})\]/y;
const QUOTED_PATTERN = /\[(?:"([^"]*)"|'([^']*)')\]/y;
const WHERE_PATTERN = /\[([^[\]=]+)=(?:"([^"]*)"|'([^']*)'|([^\]]*))\]/y;

/** The path written so; undefined when it is not one. `.` alone is the record itself. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (text === '.') return { isAbsolute: false, steps: [] };
  const isAbsolute = text.startsWith('$.') || text.startsWith('$[');
  const reader = new PathReader(isAbsolute ? text.slice(text[1] === '.' ? 2 : 1) : text);
  const steps = reader.readSteps();
  return steps === undefined || steps.length === 0 ? undefined : { isAbsolute, steps };
}

class PathReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readSteps(): readonly JsonStep[] | undefined {
    const steps: JsonStep[] = [];
    while (this.#at < this.#text.length) {
      const step = this.#text[this.#at] === '[' ? this.#readBracket() : this.#readMember(steps.length === 0);
      if (step === undefined) return undefined;
      steps.push(step);
    }
    return steps;
  }

  #readMember(isFirst: boolean): JsonStep | undefined {
    if (!isFirst && this.#text[this.#at++] !== '.') return undefined;
    const match = this.#match(MEMBER_PATTERN);
    if (match === undefined) return undefined;
    return { kind: 'member', name: match[0].startsWith('"') ? match[0].slice(1, -1) : match[0] };
  }

  #readBracket(): JsonStep | undefined {
    const index = this.#match(INDEX_PATTERN);
    if (index !== undefined) return { kind: 'index', index: Number(index[1]) };
    const quoted = this.#match(QUOTED_PATTERN);
    if (quoted !== undefined) return { kind: 'member', name: quoted[1] ?? quoted[2] ?? '' };
    const where = this.#match(WHERE_PATTERN);
    const path = where === undefined ? undefined : parseJsonPath(where[1]!.trim());
    if (where === undefined || path === undefined || path.isAbsolute) return undefined;
    return { kind: 'where', path: path.steps, value: where[2] ?? where[3] ?? where[4] ?? '' };
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }
}
