import { createIssue, type IssueCode } from '../catalogue/issue-catalogue.ts';
import { XML_TYPES } from '../generated/xml-types.ts';
import type { Issue } from '../types.ts';
import { XML_NAMESPACES, type XmlShape, type XmlType, XSI_NAMESPACE } from './xml-shape.ts';
import type { XmlElement } from './xml-tree.ts';

/** A value as XML gave it, not yet validated, with what XML alone can have wrong. */
export interface ShapedValue {
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

const types: Readonly<Record<string, XmlType>> = XML_TYPES;

/**
 * The value of a named type that an element holds. An element that the type does not have becomes a field of its
 * own name, so that the validator names it; so does content of a wrong kind. Issues are what no JSON has: foreign
 * namespaces, repeated fields, attributes and text between elements. Order does not matter.
 */
export function readShaped(element: XmlElement, typeName: string): ShapedValue {
  const type = types[typeName];
  if (type === undefined) throw new TypeError(`no XML type is called ${typeName}`);
  const reader = new ShapedReader();
  reader.checkAttributes(element, '');
  const value = reader.readFields(element, { fields: type.fields, space: type.space, path: '' });
  return { value, issues: reader.issues };
}

interface Spot {
  readonly space: XmlType['space'];
  /** JSON Pointer of the value. */
  readonly path: string;
}

class ShapedReader {
  readonly issues: Issue[] = [];

  readFields(element: XmlElement, spot: Spot & { readonly fields: XmlType['fields'] }): unknown {
    if (element.text.trim() !== '') this.#note('xml.text-between', spot.path);
    const value: Record<string, unknown> = {};
    for (const child of element.children) {
      const path = `${spot.path}/${child.local}`;
      if (child.uri !== XML_NAMESPACES[spot.space]) this.#note('xml.wrong-namespace', path);
      else if (Object.hasOwn(value, child.local)) this.#note('xml.repeated-field', path);
      else setOwn(value, child.local, this.#readField(child, spot.fields, { space: spot.space, path }));
    }
    return value;
  }

  #readField(child: XmlElement, fields: XmlType['fields'], spot: Spot): unknown {
    const shape = Object.hasOwn(fields, child.local) ? fields[child.local] : undefined;
    this.checkAttributes(child, spot.path);
    return shape === undefined ? contentOfUnknown(child) : this.#readValue(child, shape, spot);
  }

  #readValue(element: XmlElement, shape: XmlShape, spot: Spot): unknown {
    if (typeof shape === 'string') return element.children.length > 0 ? {} : readScalar(element.text, shape);
    if ('nullable' in shape) return isNil(element) ? null : this.#readValue(element, shape.nullable, spot);
    if ('fields' in shape) return this.readFields(element, { ...spot, fields: shape.fields });
    if ('type' in shape) {
      const type = types[shape.type] as XmlType;
      return this.readFields(element, { path: spot.path, fields: type.fields, space: type.space });
    }
    return 'list' in shape ? this.#readList(element, shape, spot) : this.#readMap(element, shape, spot);
  }

  #readList(
    element: XmlElement,
    shape: Extract<XmlShape, { readonly list: XmlShape }>,
    spot: Spot,
  ): readonly unknown[] {
    return this.#items(element, shape.item, spot).map((item, index) => {
      const path = `${spot.path}/${index}`;
      this.checkAttributes(item, path);
      return this.#readValue(item, shape.list, { space: spot.space, path });
    });
  }

  #readMap(element: XmlElement, shape: Extract<XmlShape, { readonly map: XmlShape }>, spot: Spot): unknown {
    const value: Record<string, unknown> = {};
    for (const item of this.#items(element, shape.item, spot)) {
      this.checkAttributes(item, spot.path, shape.key);
      const key = item.attributes.find(({ local, uri }) => local === shape.key && uri === '')?.value ?? '';
      if (Object.hasOwn(value, key)) this.#note('xml.repeated-field', spot.path);
      setOwn(value, key, this.#readValue(item, shape.map, spot));
    }
    return value;
  }

  #items(element: XmlElement, name: string, { space, path }: Spot): readonly XmlElement[] {
    if (element.text.trim() !== '') this.#note('xml.text-between', path);
    return element.children.filter((child) => {
      if (child.uri === XML_NAMESPACES[space] && child.local === name) return true;
      this.#note('xml.wrong-item', path, { item: name });
      return false;
    });
  }

  /** xsi:type would make one document mean two things; xsi:schemaLocation is read past and never fetched. */
  checkAttributes(element: XmlElement, path: string, key?: string): void {
    const isKnown = element.attributes.every(({ uri, local }) =>
      uri === XSI_NAMESPACE ? KNOWN_XSI.has(local) : uri === '' && local === key,
    );
    if (!isKnown) this.#note('xml.attribute-not-allowed', path);
  }

  #note(code: IssueCode, path: string, values: Readonly<Record<string, string>> = {}): void {
    this.issues.push(createIssue(code, { path, values }));
  }
}

/** A plain assignment to `__proto__` would change the prototype and hide the field from the validator. */
function setOwn(value: Record<string, unknown>, name: string, content: unknown): void {
  if (name !== '__proto__') value[name] = content;
  else Object.defineProperty(value, name, { value: content, enumerable: true });
}

const KNOWN_XSI = new Set(['nil', 'schemaLocation', 'noNamespaceSchemaLocation']);

function isNil(element: XmlElement): boolean {
  const nil = element.attributes
    .find(({ uri, local }) => uri === XSI_NAMESPACE && local === 'nil')
    ?.value.trim();
  return (nil === 'true' || nil === '1') && element.text === '' && element.children.length === 0;
}

function contentOfUnknown(element: XmlElement): unknown {
  return element.children.length > 0 ? {} : element.text;
}

/** What is not of its kind stays text, so that the validator says so. */
function readScalar(text: string, shape: XmlShape & string): unknown {
  if (shape === 'text') return text;
  const token = text.trim();
  if (shape === 'integer') return /^-?[0-9]{1,16}$/.test(token) ? Number(token) : token;
  if (shape === 'boolean') return BOOLEANS.get(token) ?? token;
  return token;
}

const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
