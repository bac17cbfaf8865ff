import { SOAP_OPERATIONS, type SoapOperation } from '@contactpoint/contract/soap';
import type { XmlShape, XmlType } from '@contactpoint/contract/xml';
import { readApiDocument, type ApiDocument, type Json } from './api-document.ts';
import { generatedHeader, readJson } from './output.ts';

/** What lists call their items in XML. */
const ITEMS: Readonly<Record<string, string>> = {
  addresses: 'address', bytes: 'offset', candidates: 'candidate', carers: 'carer', cleared: 'pointer',
  confirmed: 'confirmation', coverage: 'source', discrepancies: 'discrepancy', email: 'address', errors: 'error',
  given: 'name', identifiers: 'identifier', involvements: 'involvement', issues: 'issue', lines: 'line',
  names: 'name', notifications: 'notification', receipts: 'receipt', records: 'record', telephone: 'number',
}; // prettier-ignore

/** A type with the schema that its XSD is made from. */
export interface SchemaType extends XmlType {
  readonly name: string;
  readonly schema: Json;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Json>>;
}

/** Everything that stands in XML: the record, and what the SOAP operations send and answer. */
export interface XmlTypes {
  readonly objects: readonly SchemaType[];
  /** Named schemas of texts and codes. */
  readonly scalars: readonly {
    readonly name: string;
    readonly space: XmlType['space'];
    readonly schema: Json;
  }[];
  readonly spaceOf: (component: string) => XmlType['space'];
  readonly resolve: (schema: Json) => Json;
}

/** The shapes by which `src/xml` reads and writes every type that stands in XML. */
export function generateXmlTypes(): Readonly<Record<string, string>> {
  const { objects } = readXmlTypes();
  const shapes = Object.fromEntries(objects.map(({ name, space, fields }) => [name, { space, fields }]));
  const text = [
    generatedHeader('//'),
    "import type { XmlType } from '../xml/xml-shape.ts';",
    '',
    `export const XML_TYPES: Readonly<Record<string, XmlType>> = ${JSON.stringify(shapes, null, 1)};`,
    '',
  ].join('\n');
  return { 'packages/contract/src/generated/xml-types.ts': text };
}

export function readXmlTypes(): XmlTypes {
  const document = readApiDocument();
  const schemas = document.components['schemas'] ?? {};
  const ofRecord = new Set(['ContactRecord', ...Object.keys(readJson(RECORD_SCHEMA)['$defs'] as object)]);
  const spaceOf = (component: string) => (ofRecord.has(component) ? 'record' : 'directory');
  const resolve = (schema: Json): Json => {
    const name = componentOf(schema);
    return name === undefined ? schema : { ...resolve(schemas[name] ?? {}), ...withoutReference(schema) };
  };
  const messages = SOAP_OPERATIONS.map((operation) => messageType(operation, document));
  const roots = ['ContactRecord', 'Problem', ...SOAP_OPERATIONS.map(({ response }) => response)];
  const reached = reachedFrom([...roots.map(toReference), ...messages.map(({ schema }) => schema)], schemas);
  const objects: SchemaType[] = [];
  const scalars: { name: string; space: XmlType['space']; schema: Json }[] = [];
  for (const name of reached) {
    const schema = schemas[name] ?? {};
    if (CONDITIONS.has(name)) continue;
    if (isObject(resolve(schema), schemas))
      objects.push(objectType(name, schema, { space: spaceOf(name), schemas, resolve }));
    else scalars.push({ name, space: spaceOf(name), schema });
  }
  const context = { space: 'directory', schemas, resolve } as const;
  objects.push(...messages.map(({ name, schema }) => objectType(name, schema, context)));
  return { objects, scalars, spaceOf, resolve };
}

const RECORD_SCHEMA = 'packages/contract/schema/contact-record-1.schema.json';
/** Schemas that say what goes with what, of which no XSD can speak. */
const CONDITIONS = new Set(['ValueOfPrecision']);

interface Context {
  readonly space: XmlType['space'];
  readonly schemas: Readonly<Record<string, Json>>;
  readonly resolve: (schema: Json) => Json;
}

/** The request element: what the API has in path or query, after the access context. */
function messageType(
  operation: SoapOperation,
  document: ApiDocument,
): { readonly name: string; readonly schema: Json } {
  const schemas = document.components['schemas'] ?? {};
  const body = operation.request === undefined ? {} : (schemas[operation.request] ?? {});
  const { accessContext, ...rest } = (body['properties'] ?? {}) as Readonly<Record<string, Json>>;
  const addressed = Object.entries(operation.addressed);
  const properties = {
    ...(accessContext && { accessContext }),
    ...Object.fromEntries(addressed.map(([name, { type }]) => [name, toReference(type)])),
    ...rest,
  };
  const required = [
    ...((body['required'] ?? []) as readonly string[]),
    ...addressed.filter(([, { required: isRequired }]) => isRequired).map(([name]) => name),
  ];
  return { name: operation.name, schema: { type: 'object', properties, required } };
}

function objectType(name: string, schema: Json, context: Context): SchemaType {
  const { properties, required } = membersOf(schema, context.schemas);
  const fields = Object.fromEntries(
    Object.entries(properties).map(([field, property]) => [field, shapeOf(property, { ...context, field })]),
  );
  return { name, space: context.space, schema, fields, properties, required };
}

/** Properties of an object schema, those of its `allOf` put together. */
function membersOf(
  schema: Json,
  schemas: Readonly<Record<string, Json>>,
): { readonly properties: Readonly<Record<string, Json>>; readonly required: readonly string[] } {
  const own = {
    properties: (schema['properties'] ?? {}) as Readonly<Record<string, Json>>,
    required: (schema['required'] ?? []) as readonly string[],
  };
  const members = ((schema['allOf'] ?? []) as readonly Json[])
    .filter((member) => !('if' in member) && !CONDITIONS.has(componentOf(member) ?? ''))
    .map((member) => membersOf(schemas[componentOf(member) ?? ''] ?? member, schemas));
  return members.reduce(
    (all, member) => ({
      properties: { ...all.properties, ...member.properties },
      required: [...all.required, ...member.required],
    }),
    own,
  );
}

function shapeOf(schema: Json, context: Context & { readonly field: string }): XmlShape {
  const inner = nullableOf(schema);
  if (inner !== undefined) return { nullable: shapeOf(inner, context) };
  const component = componentOf(schema);
  const resolved = context.resolve(schema);
  if (isObject(resolved, context.schemas)) {
    if (component !== undefined) return { type: component };
    if (isMap(resolved)) return { map: 'token', item: 'value', key: 'pointer' };
    return { fields: objectType(context.field, resolved, context).fields };
  }
  if (resolved['type'] === 'array') {
    const item = itemNameOf(context.field);
    const [each] = (resolved['prefixItems'] ?? [resolved['items']]) as readonly Json[];
    return { list: shapeOf(each ?? {}, context), item };
  }
  return scalarShape(resolved);
}

function scalarShape(schema: Json): XmlShape {
  if (schema['type'] === 'integer') return 'integer';
  if (schema['type'] === 'boolean') return 'boolean';
  const isFree =
    schema['x-issue'] === 'illegal-character' ||
    !('enum' in schema || 'pattern' in schema || 'format' in schema);
  return isFree ? 'text' : 'token';
}

/** What a list calls its items. */
export function itemNameOf(field: string): string {
  const item = ITEMS[field];
  if (item === undefined) throw new Error(`no name for the items of ${field}`);
  return item;
}

export function nullableOf(schema: Json): Json | undefined {
  const choices = schema['anyOf'] as readonly Json[] | undefined;
  return choices?.some((choice) => choice['type'] === 'null')
    ? choices.find((choice) => choice['type'] !== 'null')
    : undefined;
}

export function componentOf(schema: Json): string | undefined {
  const reference = schema['$ref'];
  return typeof reference === 'string' ? reference.slice('#/components/schemas/'.length) : undefined;
}

export function isMap(schema: Json): boolean {
  return 'propertyNames' in schema;
}

function isObject(schema: Json, schemas: Readonly<Record<string, Json>>): boolean {
  return schema['type'] === 'object' || Object.keys(membersOf(schema, schemas).properties).length > 0;
}

function toReference(component: string): Json {
  return { $ref: `#/components/schemas/${component}` };
}

function withoutReference(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$ref'));
}

function reachedFrom(roots: readonly Json[], schemas: Readonly<Record<string, Json>>): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const component = Array.isArray(node) ? undefined : componentOf(node as Json);
    if (component !== undefined && !reached.has(component)) {
      reached.add(component);
      visit(schemas[component]);
    }
    Object.values(node).forEach(visit);
  };
  roots.forEach(visit);
  return reached;
}
