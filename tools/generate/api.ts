import { ERRORS, type ErrorDefinition } from '@contactpoint/contract';
import openapiTypes, { astToString } from 'openapi-typescript';
import {
  readApiDocument,
  rewriteReferences,
  type ApiDocument,
  type ApiOperation,
  type Json,
} from './api-document.ts';
import { generatedHeader } from './output.ts';
import { compileStandalone } from './standalone.ts';

const FOLDER = 'packages/contract/src/generated';
const COMPONENTS = 'https://contactpoint.example/schema/api/1';

/** The API's document for serving, its types, and one validator for each part of each request. */
export async function generateApi(): Promise<Readonly<Record<string, string>>> {
  const document = withProblemExamples(readApiDocument());
  return {
    [`${FOLDER}/api-document.ts`]: documentModule(document),
    [`${FOLDER}/api-types.ts`]: await typesModule(document),
    [`${FOLDER}/request-validators.ts`]: validatorsModule(document),
  };
}

/** The document with every error that the API answers with as an example, worded from the catalogue. */
function withProblemExamples(document: ApiDocument): ApiDocument {
  const answered = Object.entries(ERRORS as Readonly<Record<string, ErrorDefinition>>).filter(
    ([, { status }]) => status !== undefined,
  );
  const examples = Object.fromEntries(
    answered.map(([code, definition]) => [code, { value: problemOf(code, definition) }]),
  );
  const schema = { $ref: '#/components/schemas/Problem' };
  const { Problem } = document.components['responses'] as Readonly<Record<string, Json>>;
  const content = { 'application/problem+json': { schema, examples } };
  const responses = { ...document.components['responses'], Problem: { ...Problem, content } };
  return { ...document, components: { ...document.components, responses } };
}

function problemOf(code: string, { title, text, status, recovery, fixableBy }: ErrorDefinition): Json {
  const type = `https://contactpoint.example/docs/errors#${code}`;
  return { type, title, status, code, detail: text, retryable: recovery === 'retry', fixableBy };
}

function documentModule(document: ApiDocument): string {
  return `${generatedHeader('//')}\nexport const API_DOCUMENT: unknown = ${JSON.stringify(document, null, 1)};\n`;
}

/** TypeScript types of a document's paths and components, readonly throughout. */
export async function typesModule(document: ApiDocument): Promise<string> {
  const copy = withoutConditions(document) as Parameters<typeof openapiTypes>[0];
  const ast = await openapiTypes(copy, { immutable: true, alphabetize: false, silent: true });
  return `${generatedHeader('//')}\n${astToString(ast)}`;
}

/** The document without `if … then`, of which no type can speak. */
function withoutConditions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutConditions);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(
    ([key, value]) => key !== 'allOf' || !(value as readonly Json[]).every(isCondition),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutConditions(value)]));
}

function isCondition(member: Json): boolean {
  return 'if' in member || member['$ref'] === '#/components/schemas/ValueOfPrecision';
}

function validatorsModule(document: ApiDocument): string {
  const parts = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((operation) => requestParts(operation, document));
  const components = {
    $id: COMPONENTS,
    $defs: rewriteReferences(document.components['schemas'], '#/components/schemas/', '#/$defs/'),
  };
  // Many operations have the same headers: one validator for one schema.
  const bySchema = Map.groupBy(parts, ({ schema }) => JSON.stringify(schema));
  const distinct = [...bySchema.values()].map(([first]) => first as RequestPart);
  const schemas = distinct.map(({ schema, ...part }) => ({
    $id: idOf(part),
    ...(rewriteReferences(schema, '#/components/schemas/', `${COMPONENTS}#/$defs/`) as Json),
  }));
  const code = compileStandalone({
    schemas: [components, ...schemas],
    validators: Object.fromEntries(distinct.map((part) => [nameOf(part), idOf(part)])),
    allErrors: true,
  });
  const validatorOf = (part: RequestPart) => nameOf(bySchema.get(JSON.stringify(part.schema))?.[0] ?? part);
  return `${code}\nexport const REQUEST_VALIDATORS = ${tableOf(parts, validatorOf)};\n`;
}

type PartName = Pick<RequestPart, 'operation' | 'part'>;

function idOf({ operation, part }: PartName): string {
  return `${operation}/${part}`;
}

function nameOf({ operation, part }: PartName): string {
  return `${operation}_${part}`;
}

interface RequestPart {
  readonly operation: string;
  readonly part: 'body' | 'path' | 'query' | 'header';
  readonly schema: Json;
}

function requestParts(operation: ApiOperation, document: ApiDocument): readonly RequestPart[] {
  const { operationId } = operation;
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(parameter, document));
  const places = ['path', 'query', 'header'] as const;
  const parts: RequestPart[] = places
    .filter((place) => parameters.some((parameter) => parameter['in'] === place))
    .map((place) => ({ operation: operationId, part: place, schema: parametersSchema(parameters, place) }));
  const content = operation.requestBody?.content ?? {};
  const body = content['application/json'] ?? content['application/x-www-form-urlencoded'];
  if (body === undefined) return parts;
  const schema = withoutOwnValidated(resolve(body.schema, document)) as Json;
  return [...parts, { operation: operationId, part: 'body', schema }];
}

function parametersSchema(parameters: readonly Json[], place: string): Json {
  const here = parameters.filter((parameter) => parameter['in'] === place);
  // Header names are compared in small letters, as fetch gives them.
  const fieldOf = (parameter: Json) =>
    place === 'header' ? String(parameter['name']).toLowerCase() : String(parameter['name']);
  return {
    type: 'object',
    properties: Object.fromEntries(here.map((parameter) => [fieldOf(parameter), parameter['schema']])),
    required: here.filter((parameter) => parameter['required'] === true).map(fieldOf),
    // A request carries headers that are nobody's business; an unknown query parameter is a mistake.
    additionalProperties: place === 'header',
  };
}

/** What is validated for itself later, so that one bad record refuses no other, is here only present. */
function withoutOwnValidated(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutOwnValidated);
  if (typeof node !== 'object' || node === null) return node;
  if ((node as Json)['x-for-itself'] === true) return {};
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutOwnValidated(value)]));
}

function resolve(value: Json, document: ApiDocument): Json {
  const [, , kind, name] = String(value['$ref'] ?? '').split('/');
  return kind !== undefined && name !== undefined ? (document.components[kind]?.[name] ?? value) : value;
}

function tableOf(parts: readonly RequestPart[], validatorOf: (part: RequestPart) => string): string {
  const byOperation = Map.groupBy(parts, ({ operation }) => operation);
  const rows = [...byOperation].map(([operation, own]) => {
    const entries = own.map((part) => `${part.part}: ${validatorOf(part)}`);
    return `  ${operation}: { ${entries.join(', ')} },`;
  });
  return `{\n${rows.join('\n')}\n}`;
}
