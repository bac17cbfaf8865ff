import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../src/catalogue/error-catalogue.ts';
import { API_DOCUMENT } from '../src/openapi.ts';
import { validateRequest } from '../src/requests.ts';
import { formats } from '../src/validation/formats.ts';

type Json = Readonly<Record<string, unknown>>;
type Examples = Readonly<Record<string, { readonly value: Json }>>;
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Json[];
  readonly requestBody?: object;
  readonly responses?: Json;
}

const document = API_DOCUMENT as {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly parameters: Readonly<Record<string, Json>>;
    readonly responses: Readonly<
      Record<string, { readonly content: Readonly<Record<string, { readonly examples?: Examples }>> }>
    >;
  };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  schemas: [{ $id: 'api', ...(API_DOCUMENT as Json) }],
});
ajv.addFormat('date', formats.date);
ajv.addFormat('date-time', formats['date-time']);
for (const format of ['uri', 'uuid']) ajv.addFormat(format, true);

const schemas = Object.entries(document.components.schemas);
const examples = schemas.flatMap(([name, schema]) =>
  ((schema['examples'] ?? []) as readonly unknown[]).map((example) => [name, example] as const),
);

describe('the description of the API', () => {
  it('is OpenAPI 3.1 whose references all lead somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    const references = [...JSON.stringify(API_DOCUMENT).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    const broken = references.filter((path) => {
      const target = path
        .split('/')
        .reduce<unknown>((node, step) => (node as Json | undefined)?.[step.replaceAll('~1', '/')], document);
      return target === undefined;
    });
    expect(broken).toEqual([]);
  });

  it('uses every component that it defines', () => {
    const text = JSON.stringify(API_DOCUMENT);
    const unused = Object.entries(document.components).flatMap(([kind, entries]) =>
      Object.keys(entries).filter(
        (name) => kind !== 'securitySchemes' && !text.includes(`"#/components/${kind}/${name}"`),
      ),
    );
    expect(unused).toEqual([]);
  });

  it('has schemas that ajv compiles', () => {
    for (const [name] of schemas)
      expect(ajv.getSchema(`api#/components/schemas/${name}`)).toBeTypeOf('function');
  });

  it.each(examples)('has a valid example of %s', (name, example) => {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`);
    validate?.(example);
    expect(validate?.errors).toBeNull();
  });

  const problems =
    document.components.responses['Problem']?.content['application/problem+json']?.examples ?? {};
  it.each(Object.entries(problems))('shows %s as a valid problem', (code, { value }) => {
    const validate = ajv.getSchema('api#/components/schemas/Problem');
    expect([validate?.(value), value['code']]).toEqual([true, code]);
  });

  it('shows every error of the catalogue that has a status', () => {
    const answered = Object.entries(ERRORS).filter(([, definition]) => 'status' in definition);
    expect(Object.keys(problems)).toEqual(answered.map(([code]) => code));
  });

  it('names each operation once', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    '%s keeps its habits',
    (_, operation) => {
      const parameters = (operation.parameters ?? []).map((parameter) => resolved(parameter));
      expect(operation.summary).toMatch(/^\S.*[^.]$/);
      expect(document.tags.map(({ name }) => name)).toContain(operation.tags?.[0]);
      const inPath = parameters
        .filter((parameter) => parameter['in'] === 'path')
        .map((parameter) => `{${String(parameter['name'])}}`);
      expect(operation.path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
      if (operation.path.startsWith('/v1/') && operation.method === 'patch')
        expect(headersOf(parameters)).toContain('X-Request-ID');
      expect(Object.keys(operation.responses ?? {})).toContain('200');
    },
  );

  it('lets every read of a child say who asks and why (ACCESS-05)', () => {
    const reads = [
      'searchChildren',
      'matchChildren',
      'viewChild',
      'overrideShield',
      'recordInvolvement',
      'changeInvolvement',
    ];
    for (const operationId of reads) {
      expect(validateRequest(operationId, 'body', {}).map(({ path }) => path)).toContain('/accessContext');
    }
  });

  it('has no personal data in any address', () => {
    const parameters = operations.flatMap((operation) => (operation.parameters ?? []).map(resolved));
    const names = new Set(
      parameters
        .filter((parameter) => parameter['in'] !== 'header')
        .map((parameter) => String(parameter['name'])),
    );
    expect([...names].sort()).toEqual([
      'after', 'codeList', 'consentId', 'id', 'involvementId', 'linkId', 'requestId', 'source', 'system', 'wsdl',
    ]); // prettier-ignore
  });
});

describe('validateRequest', () => {
  const context = {
    user: 'u',
    organisation: 'o',
    role: 'practitioner',
    reason: { code: 'safeguarding' },
    route: 'web',
  };

  it.each<
    [operationId: string, part: 'body' | 'path' | 'query' | 'header', value: unknown, want: readonly string[]]
  >([
    ['viewChild', 'body', { accessContext: context }, []],
    [
      'viewChild',
      'body',
      { accessContext: { ...context, route: 'post' } },
      ['request.unknown-code /accessContext/route'],
    ],
    ['viewChild', 'body', { accessContext: context, fields: 'all' }, ['request.unknown-field /fields']],
    ['viewChild', 'body', [], ['request.not-an-object ']],
    ['viewChild', 'path', { id: '../etc' }, ['request.bad-format /id']],
    ['searchChildren', 'body', { accessContext: context, criteria: {} }, ['request.empty /criteria']],
    [
      'searchChildren',
      'body',
      { accessContext: context, criteria: { familyName: 'x' } },
      ['request.unknown-field /criteria/familyName'],
    ],
    ['submitRecords', 'body', { records: [{ anything: 1 }, 7] }, []],
    ['submitRecords', 'body', { records: Array(1001).fill({}) }, ['request.too-many /records']],
    ['submitRecords', 'header', {}, ['request.missing-field /x-request-id']],
    ['submitRecords', 'header', { 'x-request-id': 'abc' }, ['request.bad-format /x-request-id']],
    [
      'submitRecords',
      'header',
      { 'x-request-id': '7d2b7c3e-0d0a-4a8e-9f5e-1f6f0d1c2b3a', accept: '*/*' },
      [],
    ],
    ['listReceipts', 'query', { after: 'abc', page: '2' }, ['request.unknown-field /page']],
    ['noSuchOperation', 'body', {}, []],
    ['constructor', 'body', {}, []],
    ['getHealth', 'body', { anything: 1 }, []],
  ])('of %s’s %s', (operationId, part, ...[value, want]) => {
    expect(validateRequest(operationId, part, value).map(({ code, path }) => `${code} ${path}`)).toEqual(
      want,
    );
  });

  it('changes nothing in what it validates', () => {
    const body = { accessContext: { ...context, extra: 1 }, more: '1' };
    const before = JSON.stringify(body);
    validateRequest('viewChild', 'body', body);
    expect(JSON.stringify(body)).toBe(before);
  });

  it('gives one issue for a body of a million values', () => {
    const issues = validateRequest('viewChild', 'body', { accessContext: Array(1_000_000).fill(0) });
    expect(issues.map(({ code }) => code)).toEqual(['request.too-many-values']);
  });
});

function resolved(parameter: Json): Json {
  const name =
    String(parameter['$ref'] ?? '')
      .split('/')
      .at(-1) ?? '';
  return document.components.parameters[name] ?? parameter;
}

function headersOf(parameters: readonly Json[]): readonly unknown[] {
  return parameters.filter((parameter) => parameter['in'] === 'header').map((parameter) => parameter['name']);
}
