import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readJson, ROOT } from './output.ts';

/** A JSON object of the document. */
export type Json = Readonly<Record<string, unknown>>;

/** The API as one OpenAPI 3.1 document. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly [more: string]: unknown;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly Json[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly [more: string]: unknown;
}

const FOLDER = 'packages/contract/openapi';
const HEAD = 'openapi.yaml';
const RECORD_SCHEMA = 'packages/contract/schema/contact-record-1.schema.json';

/** `openapi.yaml`, the paths and components of the files beside it, and the record's schema as components. */
export function readApiDocument(): ApiDocument {
  const files = readdirSync(join(ROOT, FOLDER)).filter((file) => file.endsWith('.yaml') && file !== HEAD);
  const parts = [HEAD, ...files.sort()].map((file) => readYaml(file));
  const head = parts[0] as ApiDocument;
  const components: Record<string, Record<string, Json>> = {};
  for (const part of [...parts, { components: { schemas: recordComponents() } }]) {
    for (const [kind, entries] of Object.entries(part.components ?? {})) {
      addUnique((components[kind] ??= {}), entries, `components/${kind}`);
    }
  }
  const paths: Record<string, ApiDocument['paths'][string]> = {};
  for (const part of parts) addUnique(paths, part.paths ?? {}, 'paths');
  return { ...head, paths, components };
}

interface DocumentPart {
  readonly paths?: ApiDocument['paths'];
  readonly components?: ApiDocument['components'];
}

function readYaml(file: string): DocumentPart {
  return parse(readFileSync(join(ROOT, FOLDER, file), 'utf8')) as DocumentPart;
}

/** The record and its definitions, referring to each other as components do. */
function recordComponents(): Readonly<Record<string, Json>> {
  const { $defs, ...record } = readJson(RECORD_SCHEMA);
  const all = {
    ContactRecord: without(record, ['$schema', '$id']),
    ...($defs as Readonly<Record<string, Json>>),
  };
  return rewriteReferences(all, '#/$defs/', '#/components/schemas/') as Readonly<Record<string, Json>>;
}

function without(value: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** The same value with every `$ref` that starts with `from` starting with `to`. */
export function rewriteReferences(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((each) => rewriteReferences(each, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const refers = key === '$ref' && typeof each === 'string' && each.startsWith(from);
      return [key, refers ? to + each.slice(from.length) : rewriteReferences(each, from, to)];
    }),
  );
}

function addUnique<T>(to: Record<string, T>, entries: Readonly<Record<string, T>>, where: string): void {
  for (const [name, entry] of Object.entries(entries)) {
    if (name in to) throw new Error(`${where}: ${name} stands twice`);
    to[name] = entry;
  }
}
