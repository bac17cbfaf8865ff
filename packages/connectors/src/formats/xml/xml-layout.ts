import type { FieldReader, Layout, ListReader, SourceRecord } from '@contactpoint/adapter';
import type { XmlData, XmlElement } from './xml-element.ts';
import { parseXmlPath, type Namespaces, type XmlPredicate, type XmlStep } from './xml-path.ts';

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
    if (path.isAbsolute) {
      const key = toContextKey(path.steps, path.attribute);
      return key === undefined ? undefined : (record) => dataOf(record).context.get(key);
    }
    const { steps, attribute } = path;
    if (attribute !== undefined) {
      return (record) => findFirst(dataOf(record).element, steps, 0)?.attributes?.get(attribute);
    }
    return (record) => textOf(findFirst(dataOf(record).element, steps, 0));
  }

  list(text: string): ListReader | undefined {
    const path = parseXmlPath(text, this.#namespaces);
    if (path === undefined || path.isAbsolute || path.attribute !== undefined || path.steps.length === 0) {
      return undefined;
    }
    return (record) => {
      const { element, context } = dataOf(record);
      return findAll(element, path.steps).map((item, index): SourceRecord => {
        const column = `${record.place.column === undefined ? '' : `${record.place.column}/`}${text}[${index + 1}]`;
        return {
          place: { ...record.place, column },
          layout: this,
          data: { element: item, context } satisfies XmlData,
        };
      });
    };
  }
}

function dataOf(record: SourceRecord): XmlData {
  return record.data as XmlData;
}

function toContextKey(steps: readonly XmlStep[], attribute: string | undefined): string | undefined {
  if (steps.length === 0 || steps.some((step) => step.predicate !== undefined || step.name === '*'))
    return undefined;
  const path = `/${steps.map((step) => step.name).join('/')}`;
  return attribute === undefined ? path : `${path}/@${attribute}`;
}

function textOf(element: XmlElement | undefined): string | undefined {
  if (element === undefined || element.attributes?.get(NIL) === 'true') return undefined;
  return element.children.length > 0 && element.text.trim() === '' ? undefined : element.text;
}

/** `xsi:nil="true"`: the element says that it has no value. Kept under this name by the reader. */
export const NIL = 'xsi:nil';

function findFirst(element: XmlElement, steps: readonly XmlStep[], from: number): XmlElement | undefined {
  if (from === steps.length) return element;
  const step = steps[from]!;
  let position = 0;
  for (const child of element.children) {
    if (step.name !== '*' && child.name !== step.name) continue;
    position++;
    if (step.predicate !== undefined && !holds(step.predicate, child, position)) continue;
    const found = findFirst(child, steps, from + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findAll(element: XmlElement, steps: readonly XmlStep[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = [element];
  for (const { name, predicate } of steps) {
    found = found.flatMap((parent) =>
      parent.children
        .filter((child) => name === '*' || child.name === name)
        .filter((child, index) => predicate === undefined || holds(predicate, child, index + 1)),
    );
  }
  return found;
}

function holds(predicate: XmlPredicate, element: XmlElement, position: number): boolean {
  if (predicate.kind === 'position') return position === predicate.position;
  if (predicate.kind === 'attribute') return element.attributes?.get(predicate.name) === predicate.value;
  return element.children.some((child) => child.name === predicate.name && child.text === predicate.value);
}
