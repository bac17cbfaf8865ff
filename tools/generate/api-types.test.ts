import { expect, it } from 'vitest';
import { typesModule } from './api.ts';

// What a generator of types must give, small enough to hold another one to it.
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Golden', version: '1.0.0' },
  paths: {},
  components: {
    schemas: {
      Name: {
        description: 'A name.',
        type: 'object',
        additionalProperties: false,
        required: ['family'],
        properties: {
          family: { $ref: '#/components/schemas/Text' },
          given: { type: 'array', items: { $ref: '#/components/schemas/Text' } },
          use: { type: 'string', enum: ['current', 'former'] },
          to: { anyOf: [{ $ref: '#/components/schemas/Text' }, { type: 'null' }] },
          bytes: {
            type: 'array',
            prefixItems: [{ type: 'integer' }, { type: 'integer' }],
            minItems: 2,
            maxItems: 2,
          },
          notKnown: { type: 'object', additionalProperties: { type: 'string', enum: ['refused'] } },
        },
        allOf: [{ if: { required: ['to'] }, then: { required: ['use'] } }],
      },
      Text: { type: 'string', maxLength: 100 },
      Sourced: {
        allOf: [
          { type: 'object', required: ['source'], properties: { source: { type: 'string' } } },
          {
            type: 'object',
            required: ['value'],
            properties: { value: { $ref: '#/components/schemas/Name' } },
          },
        ],
      },
    },
  },
};

it('types are readonly, optional where the schema says so, and silent about conditions', async () => {
  const types = await typesModule(DOCUMENT);
  const schemas = types.slice(types.indexOf('    schemas: {'), types.indexOf('    responses: never;'));
  expect(schemas).toMatchInlineSnapshot(`
    "    schemas: {
            /** @description A name. */
            readonly Name: {
                readonly family: components["schemas"]["Text"];
                readonly given?: readonly components["schemas"]["Text"][];
                /** @enum {string} */
                readonly use?: "current" | "former";
                readonly to?: components["schemas"]["Text"] | null;
                readonly bytes?: readonly [
                    number,
                    number
                ];
                readonly notKnown?: {
                    readonly [key: string]: "refused";
                };
            };
            readonly Text: string;
            readonly Sourced: {
                readonly source: string;
            } & {
                readonly value: components["schemas"]["Name"];
            };
        };
    "
  `);
});
