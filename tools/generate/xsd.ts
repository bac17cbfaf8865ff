import { XML_NAMESPACES, type XmlType } from '@contactpoint/contract/xml';
import type { Json } from './api-document.ts';
import { element, escape, type Markup } from './xml-builder.ts';
import { componentOf, isMap, itemNameOf, nullableOf, type SchemaType, type XmlTypes } from './xml-types.ts';

type Space = XmlType['space'];

/** The prefixes of both namespaces in every generated document. */
export const PREFIXES: Readonly<Record<Space, string>> = { record: 'r', directory: 'd' };

/** The declarations of both prefixes and of XML Schema's. */
export const XSD_NAMESPACES: Readonly<Record<string, string>> = {
  'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
  [`xmlns:${PREFIXES.record}`]: XML_NAMESPACES.record,
  [`xmlns:${PREFIXES.directory}`]: XML_NAMESPACES.directory,
};

/** Global elements by name, each of a named type. */
export type Globals = Readonly<Record<string, string>>;

/**
 * The XSD of one namespace. It says everything of the JSON Schema that XSD 1.0 can say; what goes with what is
 * said by the JSON Schema alone.
 */
export function buildXsd(types: XmlTypes, space: Space, globals: Globals): Markup {
  const writer = new XsdWriter(types);
  const other: Space = space === 'record' ? 'directory' : 'record';
  return element(
    'xs:schema',
    { ...XSD_NAMESPACES, targetNamespace: XML_NAMESPACES[space], elementFormDefault: 'qualified' },
    [
      ...(space === 'directory' ? [element('xs:import', { namespace: XML_NAMESPACES[other] })] : []),
      ...Object.entries(globals).map(([name, type]) =>
        element('xs:element', { name, type: writer.qualified(type) }),
      ),
      ...types.objects.filter((type) => type.space === space).map((type) => writer.objectType(type)),
      ...types.scalars
        .filter((type) => type.space === space)
        .map(({ name, schema }) => writer.simpleType(schema, name)),
    ],
  );
}

class XsdWriter {
  readonly #types: XmlTypes;
  readonly #spaces: ReadonlyMap<string, Space>;

  constructor(types: XmlTypes) {
    this.#types = types;
    this.#spaces = new Map([...types.objects, ...types.scalars].map(({ name, space }) => [name, space]));
  }

  qualified(name: string): string {
    return `${PREFIXES[this.#spaces.get(name) ?? 'directory']}:${name}`;
  }

  objectType({ name, properties, required, schema }: SchemaType): Markup {
    return this.#complexType(properties, { required, schema, name });
  }

  #complexType(
    properties: Readonly<Record<string, Json>>,
    {
      required,
      schema,
      name,
    }: { readonly required: readonly string[]; readonly schema: Json; readonly name?: string },
  ): Markup {
    const elements = Object.entries(properties).map(([field, property]) =>
      this.#element(field, property, { minOccurs: required.includes(field) ? undefined : '0' }),
    );
    return element('xs:complexType', { name }, [...documentation(schema), element('xs:all', {}, elements)]);
  }

  #element(name: string, schema: Json, occurs: Readonly<Record<string, string | undefined>>): Markup {
    const inner = nullableOf(schema);
    if (inner !== undefined) return this.#element(name, inner, { ...occurs, nillable: 'true' });
    const component = componentOf(schema);
    const isPlainReference = component !== undefined && !FACETS.some((facet) => facet in schema);
    if (isPlainReference)
      return element(
        'xs:element',
        { name, type: this.qualified(component), ...occurs },
        documentation(schema),
      );
    const resolved = this.#types.resolve(schema);
    const builtIn = BUILT_IN[String(resolved['type'])];
    if (builtIn !== undefined && !hasFacets(resolved)) {
      return element('xs:element', { name, type: builtIn, ...occurs }, documentation(schema));
    }
    return element('xs:element', { name, ...occurs }, [
      ...documentation(schema),
      this.#anonymousType(name, schema),
    ]);
  }

  #anonymousType(field: string, schema: Json): Markup {
    const resolved = this.#types.resolve(schema);
    if (isMap(resolved)) return this.#mapType(resolved);
    if (resolved['type'] === 'object') {
      const properties = resolved['properties'] as Readonly<Record<string, Json>>;
      return this.#complexType(properties, {
        required: (resolved['required'] ?? []) as readonly string[],
        schema: {},
      });
    }
    return resolved['type'] === 'array' ? this.#listType(field, resolved) : this.simpleType(schema);
  }

  #listType(field: string, schema: Json): Markup {
    const [first] = (schema['prefixItems'] ?? [schema['items']]) as readonly Json[];
    const item = this.#element(itemNameOf(field), first ?? {}, {
      minOccurs: String(schema['minItems'] ?? 0),
      maxOccurs: String(schema['maxItems'] ?? 'unbounded'),
    });
    return element('xs:complexType', {}, [element('xs:sequence', {}, [item])]);
  }

  #mapType(schema: Json): Markup {
    const { propertyNames, additionalProperties } = schema as Readonly<
      Record<'propertyNames' | 'additionalProperties', Json>
    >;
    const [key, value] = [propertyNames, additionalProperties].map((each) =>
      this.qualified(componentOf(each) ?? ''),
    );
    const content = element('xs:extension', { base: value }, [
      element('xs:attribute', { name: 'pointer', type: key, use: 'required' }),
    ]);
    const item = element(
      'xs:element',
      {
        name: 'value',
        minOccurs: String(schema['minProperties'] ?? 0),
        maxOccurs: String(schema['maxProperties'] ?? 'unbounded'),
      },
      [element('xs:complexType', {}, [element('xs:simpleContent', {}, [content])])],
    );
    return element('xs:complexType', {}, [element('xs:sequence', {}, [item])]);
  }

  simpleType(schema: Json, name?: string): Markup {
    const component = componentOf(schema);
    const base = component === undefined ? baseOf(schema) : this.qualified(component);
    const talk = name === undefined ? [] : documentation(schema);
    return element('xs:simpleType', { name }, [
      ...talk,
      element('xs:restriction', { base }, facetsOf(schema)),
    ]);
  }
}

const BUILT_IN: Readonly<Record<string, string>> = {
  boolean: 'xs:boolean',
  integer: 'xs:long',
  string: 'xs:string',
};
const FACETS = ['minLength', 'maxLength', 'minimum', 'maximum', 'pattern', 'enum', 'const'];
const XSD_FACETS: Readonly<Record<string, string>> = {
  minLength: 'xs:minLength',
  maxLength: 'xs:maxLength',
  minimum: 'xs:minInclusive',
  maximum: 'xs:maxInclusive',
};

function hasFacets(schema: Json): boolean {
  return 'format' in schema || FACETS.some((facet) => facet in schema);
}

/** White space around codes, dates and ids means nothing; in free text it is kept. */
function baseOf(schema: Json): string {
  if (schema['format'] === 'date') return 'xs:date';
  if (schema['format'] === 'date-time') return 'xs:dateTime';
  const isCode =
    'enum' in schema ||
    'const' in schema ||
    ('pattern' in schema && schema['x-issue'] !== 'illegal-character');
  return isCode ? 'xs:token' : (BUILT_IN[String(schema['type'])] ?? 'xs:string');
}

function facetsOf(schema: Json): readonly Markup[] {
  const codes = (schema['enum'] ?? ('const' in schema ? [schema['const']] : [])) as readonly string[];
  const pattern = schema['pattern'];
  return [
    ...Object.entries(XSD_FACETS)
      .filter(([facet]) => facet in schema)
      .map(([facet, name]) => element(name, { value: String(schema[facet]) })),
    ...(typeof pattern === 'string' ? [element('xs:pattern', { value: toXsdPattern(pattern) })] : []),
    ...codes.map((value) => element('xs:enumeration', { value })),
  ];
}

/** XSD's expressions are anchored by nature and cannot name what XML cannot hold. */
function toXsdPattern(pattern: string): string {
  return pattern
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replaceAll('\\u0000-\\u001F', '\t\n\r')
    .replaceAll('\\u007F-\\u009F', '\u007F-\u009F')
    .replaceAll(/\\uD800-\\uDFFF|\\uFFFE|\\uFFFF/g, '');
}

function documentation(schema: Json): readonly Markup[] {
  const description = schema['description'];
  if (typeof description !== 'string') return [];
  return [
    element('xs:annotation', {}, [`<xs:documentation>${escape(description.trim())}</xs:documentation>`]),
  ];
}
