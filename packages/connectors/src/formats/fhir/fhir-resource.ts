import type { SourceRecord } from '@contactpoint/adapter';
import type { JsonData } from '../json/json-layout.ts';
import { toText } from '../json/json-value.ts';
import type { XmlData, XmlTape } from '../xml/xml-tape.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A resource with what stands around it: `$.reference` (`Patient/7`), `$.entry.fullUrl`, `$.timestamp`. */
export interface FhirResource {
  readonly type: string | undefined;
  readonly data: JsonData;
}

/** The resource of a JSON value: a Bundle entry, or a resource by itself. */
export function readJsonResource({ value, context }: JsonData, isEntry: boolean): FhirResource {
  const entry = isEntry && isObject(value) ? value : {};
  const resource = isEntry ? entry['resource'] : value;
  const around = { ...entry, resource: undefined };
  return toResource(resource, { ...(isObject(context) ? context : {}), ...(isEntry && { entry: around }) });
}

/** The resource of an XML record, in the shape that JSON gives it: one element alone is not told from a list of one. */
export function readXmlResource(record: SourceRecord): FhirResource {
  const { tape, element, context } = record.data as XmlData;
  const value = toNamed(tape, element);
  const fullUrl = context.get('/Bundle/entry/fullUrl/@value');
  const timestamp = context.get('/Bundle/timestamp/@value');
  return toResource(value, {
    ...(timestamp !== undefined && { timestamp }),
    ...(fullUrl !== undefined && { entry: { fullUrl } }),
  });
}

function toResource(value: unknown, around: JsonObject): FhirResource {
  const type = isObject(value) ? toText(value['resourceType']) : undefined;
  const id = isObject(value) ? toText(value['id']) : undefined;
  const reference = type !== undefined && id !== undefined ? { reference: `${type}/${id}` } : {};
  return { type, data: { value, context: { ...around, ...reference } } };
}

function toObject(tape: XmlTape, element: number): JsonObject {
  const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const child of tape.childrenOf(element, '*')) {
    const name = tape.names[child]!;
    const value = toValue(tape, child);
    const before = members[name];
    if (before === undefined) members[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else members[name] = [before, value];
  }
  const id = tape.attributes.get(element)?.get('id');
  const url = tape.attributes.get(element)?.get('url');
  return { ...(id !== undefined && { id }), ...(url !== undefined && { url }), ...members };
}

/** A resource: in XML the element is called after its type. */
function toNamed(tape: XmlTape, element: number): JsonObject {
  return { resourceType: tape.names[element], ...toObject(tape, element) };
}

/**
 * A primitive carries its value as an attribute; what extends it is left out. A contained resource has an
 * element around it.
 */
function toValue(tape: XmlTape, element: number): unknown {
  const value = tape.attributes.get(element)?.get('value');
  if (value !== undefined) return value;
  const isAround = tape.names[element] === 'contained' && tape.hasChildren(element);
  return isAround ? toNamed(tape, element + 1) : toObject(tape, element);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
