import type { FieldReader, Layout, ListReader, RecordPlaces, SourceRecord } from '@contactpoint/adapter';
import { describeXml } from './describe-xml.ts';
import { parseXmlPath, type Namespaces, type XmlPredicate, type XmlStep } from './xml-path.ts';
import type { XmlData, XmlTape } from './xml-tape.ts';

/** `xsi:nil="true"`: the element says that it has no value. The parser keeps it under this name. */
export const NIL = 'xsi:nil';

/** How mappings address the records of an XML file: by path from the record, or from the root for what stood before. */
export class XmlLayout implements Layout {
  readonly columns = undefined;
  readonly #namespaces: Namespaces;

  constructor(namespaces: Namespaces) {
    this.#namespaces = namespaces;
  }

  /** Of several elements at the path the first is read. An element that only holds others has no text. */
  field(text: string): FieldReader | undefined {
    const path = parseXmlPath(text, this.#namespaces);
    if (path === undefined) return undefined;
    const { steps, attribute } = path;
    if (path.isAbsolute) {
      const key = toContextKey(steps, attribute);
      return key === undefined ? undefined : (record) => dataOf(record).context.get(key);
    }
    return (record) => {
      const { tape, element } = dataOf(record);
      const found = findFirst({ tape, steps }, element);
      if (found < 0) return undefined;
      return attribute === undefined ? textOf(tape, found) : tape.attributes.get(found)?.get(attribute);
    };
  }

  describe(record: SourceRecord, groups: ReadonlySet<string> | undefined): RecordPlaces {
    const { tape, element } = dataOf(record);
    return describeXml({ tape, groups }, element);
  }

  list(text: string): ListReader | undefined {
    const path = parseXmlPath(text, this.#namespaces);
    if (path === undefined || path.isAbsolute || path.attribute !== undefined || path.steps.length === 0) {
      return undefined;
    }
    return (record) => {
      const { tape, element, context } = dataOf(record);
      const outer = record.place.column === undefined ? '' : `${record.place.column}/`;
      return findAll(tape, element, path.steps).map((item, index): SourceRecord => {
        const place = { ...record.place, column: `${outer}${text}[${index + 1}]` };
        return { place, layout: this, data: { tape, element: item, context } satisfies XmlData };
      });
    };
  }
}

function dataOf(record: SourceRecord): XmlData {
  return record.data as XmlData;
}

function toContextKey(steps: readonly XmlStep[], attribute: string | undefined): string | undefined {
  if (steps.length === 0 || steps.some((step) => step.predicate !== undefined || step.name === '*')) {
    return undefined;
  }
  const path = `/${steps.map((step) => step.name).join('/')}`;
  return attribute === undefined ? path : `${path}/@${attribute}`;
}

function textOf(tape: XmlTape, element: number): string | undefined {
  if (tape.attributes.get(element)?.get(NIL) === 'true') return undefined;
  const text = tape.texts[element]!;
  return tape.hasChildren(element) && text.trim() === '' ? undefined : text;
}

/** The first element at the path in document order; -1 when there is none. */
function findFirst(
  path: { readonly tape: XmlTape; readonly steps: readonly XmlStep[] },
  element: number,
  from = 0,
): number {
  const { tape, steps } = path;
  if (from === steps.length) return element;
  const { name, predicate } = steps[from]!;
  let position = 0;
  let child = tape.findChild(element, name, element + 1);
  while (child >= 0) {
    position++;
    if (predicate === undefined || holds(predicate, { tape, element: child, position })) {
      const found = findFirst(path, child, from + 1);
      if (found >= 0) return found;
    }
    child = tape.findChild(element, name, tape.ends[child]!);
  }
  return -1;
}

function findAll(tape: XmlTape, element: number, steps: readonly XmlStep[]): readonly number[] {
  let found: readonly number[] = [element];
  for (const { name, predicate } of steps) {
    found = found.flatMap((parent) => {
      const children = tape.childrenOf(parent, name);
      if (predicate === undefined) return children;
      return children.filter((child, index) =>
        holds(predicate, { tape, element: child, position: index + 1 }),
      );
    });
  }
  return found;
}

interface Candidate {
  readonly tape: XmlTape;
  readonly element: number;
  /** From 1, among the elements of its step. */
  readonly position: number;
}

function holds(predicate: XmlPredicate, { tape, element, position }: Candidate): boolean {
  if (predicate.kind === 'position') return position === predicate.position;
  if (predicate.kind === 'attribute')
    return tape.attributes.get(element)?.get(predicate.name) === predicate.value;
  return tape.childrenOf(element, predicate.name).some((child) => tape.texts[child] === predicate.value);
}
