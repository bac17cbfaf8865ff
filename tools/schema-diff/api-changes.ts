import { breakingChanges, type Json } from './breaking-changes.ts';

interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly Json[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}

/** What in the API `after` breaks clients written for the API `before`, one line a change. */
export function breakingApiChanges(before: Json, after: Json): readonly string[] {
  const old = operationsOf(before);
  const now = operationsOf(after);
  return [...old].flatMap(([address, operation]) => {
    const other = now.get(address);
    if (other === undefined) return [`${address} is gone`];
    const changes = [
      ...newParameters(operation, other, { before, after }),
      ...bodyChanges(operation, other, { before, after }),
      ...answerChanges(operation, other, { before, after }),
    ];
    return changes.map((change) => `${address}: ${change}`);
  });
}

interface Documents {
  readonly before: Json;
  readonly after: Json;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

function operationsOf(document: Json): ReadonlyMap<string, Operation> {
  const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      METHODS.flatMap((method) =>
        methods[method] ? [[`${method.toUpperCase()} ${path}`, methods[method]] as const] : [],
      ),
    ),
  );
}

function newParameters(old: Operation, now: Operation, { before, after }: Documents): readonly string[] {
  const required = (operation: Operation, document: Json) =>
    (operation.parameters ?? [])
      .map((parameter) => lookUp(parameter, document))
      .filter((parameter) => parameter['required'] === true)
      .map((parameter) => `${String(parameter['in'])} ${String(parameter['name'])}`);
  const known = required(old, before);
  return required(now, after)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} is required now`);
}

function bodyChanges(old: Operation, now: Operation, { before, after }: Documents): readonly string[] {
  return Object.entries(old.requestBody?.content ?? {}).flatMap(([media, { schema }]) => {
    const other = now.requestBody?.content?.[media];
    if (other === undefined) return [`no longer takes ${media}`];
    return breakingChanges({ schema, document: before }, { schema: other.schema, document: after }, 'input');
  });
}

function answerChanges(old: Operation, now: Operation, { before, after }: Documents): readonly string[] {
  return Object.entries(old.responses ?? {}).flatMap(([status, response]) => {
    const other = now.responses?.[status];
    if (other === undefined) return [`no longer answers ${status}`];
    return Object.entries(response.content ?? {}).flatMap(([media, { schema }]) =>
      breakingChanges(
        { schema, document: before },
        { schema: other.content?.[media]?.schema, document: after },
        'output',
      ),
    );
  });
}

function lookUp(node: Json, document: Json): Json {
  const steps = typeof node['$ref'] === 'string' ? node['$ref'].slice(2).split('/') : [];
  return steps.reduce<unknown>((at, step) => (at as Json)[step], steps.length > 0 ? document : node) as Json;
}
