import { describe, expect, it } from 'vitest';
import { breakingApiChanges } from './api-changes.ts';
import { breakingChanges, type Direction, type Json } from './breaking-changes.ts';
import { readReleased } from './released.ts';

const { record, api } = readReleased();

describe('since the last release', () => {
  it('the record changed in no way that breaks its senders, or it has another version', () => {
    const { released, current, versionOf } = record;
    const changes = breakingChanges(
      { schema: released, document: released },
      { schema: current, document: current },
      'input',
    );
    if (versionOf(released) === versionOf(current)) expect(changes).toEqual([]);
  });

  it('the API changed in no way that breaks its clients, or it has another version', () => {
    const { released, current, versionOf } = api;
    const changes = breakingApiChanges(released, current);
    if (versionOf(released) === versionOf(current)) expect(changes).toEqual([]);
  });
});

const base: Json = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { $ref: '#/$defs/Name' },
    gender: { type: 'string', enum: ['female', 'male'] },
    names: { type: 'array', maxItems: 5, items: { $ref: '#/$defs/Name' } },
  },
  $defs: { Name: { type: 'string', maxLength: 100 } },
};
const properties = base['properties'] as Json;
const changed = (changes: Json): Json => ({ ...base, ...changes });

describe('breakingChanges', () => {
  it.each<[name: string, after: Json, input: readonly string[], output: readonly string[]]>([
    ['nothing', base, [], []],
    ['a new optional field', changed({ properties: { ...properties, extra: { type: 'string' } } }), [], []],
    [
      'a removed field',
      changed({ properties: { name: properties['name'], gender: properties['gender'] } }),
      ['/names is gone'],
      ['/names is gone'],
    ],
    ['a new required field', changed({ required: ['name', 'gender'] }), ['/gender is required now'], []],
    ['a field no longer required', changed({ required: [] }), [], ['/name may be missing now']],
    [
      'a new code',
      changed({
        properties: { ...properties, gender: { type: 'string', enum: ['female', 'male', 'other'] } },
      }),
      [],
      ['/gender may now be other'],
    ],
    [
      'a removed code',
      changed({ properties: { ...properties, gender: { type: 'string', enum: ['female'] } } }),
      ['/gender no longer takes male'],
      [],
    ],
    [
      'a shorter text',
      changed({ $defs: { Name: { type: 'string', maxLength: 35 } } }),
      ['/name has a smaller maxLength'],
      [],
    ],
    ['a longer text', changed({ $defs: { Name: { type: 'string', maxLength: 255 } } }), [], []],
    [
      'fewer items',
      changed({
        properties: { ...properties, names: { type: 'array', maxItems: 2, items: { $ref: '#/$defs/Name' } } },
      }),
      ['/names has a smaller maxItems'],
      [],
    ],
    [
      'another type',
      changed({ $defs: { Name: { type: 'integer' } } }),
      ['/name has another type'],
      ['/name has another type'],
    ],
    [
      'a pattern',
      changed({ $defs: { Name: { type: 'string', maxLength: 100, pattern: 'x' } } }),
      ['/name has another pattern'],
      ['/name has another pattern'],
    ],
    ['a closed object', changed({ additionalProperties: false }), ['the whole takes no further fields'], []],
  ])('says of %s what it breaks', (_, after, ...[input, output]) => {
    const changes = (direction: Direction) =>
      breakingChanges({ schema: base, document: base }, { schema: after, document: after }, direction);
    expect(changes('input')).toEqual(input);
    expect(changes('output')).toEqual(output);
  });
});

describe('breakingApiChanges', () => {
  const operation: Json = {
    parameters: [{ name: 'id', in: 'path', required: true }],
    requestBody: { content: { 'application/json': { schema: base } } },
    responses: { '200': { content: { 'application/json': { schema: base } } } },
  };
  const document = (post: Json): Json => ({ paths: { '/v1/children': { post } }, components: {} });
  it.each<[name: string, after: Json, want: readonly string[]]>([
    ['nothing', document(operation), []],
    ['a removed operation', { paths: {} }, ['POST /v1/children is gone']],
    [
      'a new required header',
      document({
        ...operation,
        parameters: [
          { name: 'id', in: 'path', required: true },
          { name: 'X-Request-ID', in: 'header', required: true },
        ],
      }),
      ['POST /v1/children: header X-Request-ID is required now'],
    ],
    [
      'another media type',
      document({ ...operation, requestBody: { content: { 'application/xml': {} } } }),
      ['POST /v1/children: no longer takes application/json'],
    ],
    [
      'another status',
      document({ ...operation, responses: { '202': {} } }),
      ['POST /v1/children: no longer answers 200'],
    ],
    [
      'a body that asks for more',
      document({
        ...operation,
        requestBody: {
          content: { 'application/json': { schema: changed({ required: ['name', 'gender'] }) } },
        },
      }),
      ['POST /v1/children: /gender is required now'],
    ],
    [
      'an answer that says less',
      document({
        ...operation,
        responses: { '200': { content: { 'application/json': { schema: changed({ required: [] }) } } } },
      }),
      ['POST /v1/children: /name may be missing now'],
    ],
  ])('says of %s what it breaks', (_, after, want) => {
    const before = document({
      ...operation,
      requestBody: { content: { 'application/json': { schema: base } } },
    });
    expect(breakingApiChanges(before, after)).toEqual(want);
  });
});
