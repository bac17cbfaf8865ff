import { XML_TYPES } from '../generated/xml-types.ts';
import { escapeXml } from './write-xml.ts';
import { XML_NAMESPACES, type XmlShape, type XmlType, XSI_NAMESPACE } from './xml-shape.ts';

const PREFIXES = { record: 'r:', directory: 'd:' } as const;
type Space = XmlType['space'];
type Fields = XmlType['fields'];

const types: Readonly<Record<string, XmlType>> = XML_TYPES;

/**
 * A valid value of a named type as an element of the type's namespace. The elements of the root's own namespace
 * have no prefix; fields are written in the schema's order whatever their order in the value.
 */
export function writeShaped(value: object, typeName: string, rootName: string): string {
  const type = types[typeName];
  if (type === undefined) throw new TypeError(`no XML type is called ${typeName}`);
  const writer = new ShapedWriter(type.space);
  const body = writer.writeFields(value, type.fields, type.space);
  const other = type.space === 'record' ? 'directory' : 'record';
  const foreign = writer.wroteForeign
    ? ` xmlns:${PREFIXES[other].slice(0, -1)}="${XML_NAMESPACES[other]}"`
    : '';
  const nil = writer.wroteNil ? ` xmlns:xsi="${XSI_NAMESPACE}"` : '';
  return `<${rootName} xmlns="${XML_NAMESPACES[type.space]}"${foreign}${nil}>${body}</${rootName}>`;
}

class ShapedWriter {
  wroteNil = false;
  wroteForeign = false;
  readonly #home: Space;

  constructor(home: Space) {
    this.#home = home;
  }

  writeFields(value: object, fields: Fields, space: Space): string {
    const entries = value as Readonly<Record<string, unknown>>;
    let xml = '';
    for (const name in fields) {
      const field = entries[name];
      if (field !== undefined)
        xml += this.#writeElement(name, field, { shape: fields[name] as XmlShape, space });
    }
    return xml;
  }

  #writeElement(
    name: string,
    value: unknown,
    {
      shape,
      space,
      attributes = '',
    }: { readonly shape: XmlShape; readonly space: Space; readonly attributes?: string },
  ): string {
    const tag = this.#tag(name, space);
    if (value === null) {
      this.wroteNil = true;
      return `<${tag}${attributes} xsi:nil="true"/>`;
    }
    return `<${tag}${attributes}>${this.#writeContent(value, shape, space)}</${tag}>`;
  }

  #writeContent(value: unknown, shape: XmlShape, space: Space): string {
    if (typeof shape === 'string') return escapeXml(String(value));
    if ('nullable' in shape) return this.#writeContent(value, shape.nullable, space);
    if ('type' in shape) {
      const type = types[shape.type] as XmlType;
      return this.writeFields(value as object, type.fields, type.space);
    }
    if ('fields' in shape) return this.writeFields(value as object, shape.fields, space);
    if ('list' in shape) {
      const item = { shape: shape.list, space };
      return (value as readonly unknown[]).map((each) => this.#writeElement(shape.item, each, item)).join('');
    }
    return Object.entries(value as object)
      .map(([key, each]) => {
        const attributes = ` ${shape.key}="${escapeXml(key)}"`;
        return this.#writeElement(shape.item, each, { shape: shape.map, space, attributes });
      })
      .join('');
  }

  #tag(name: string, space: Space): string {
    if (space === this.#home) return name;
    this.wroteForeign = true;
    return PREFIXES[space] + name;
  }
}
