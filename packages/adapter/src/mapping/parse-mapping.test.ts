import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeLanguage } from './language.ts';
import { parseMapping } from './parse-mapping.ts';
import { formatProblem } from './reading.ts';

const HEAD = `mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, file: rows.csv, key: Id }
record: { each: rows, id: Id }
`;

/** [name, what follows the head, line:column and code, what the message or suggestion says] */
const WRONG: readonly (readonly [string, { given: string; at: string; code: string; says: string }])[] = [
  [
    'a wrong step, with the nearest one and all there are',
    {
      given: 'child:\n  names: [{ family: { from: A, steps: [trimm] } }]',
      at: '8:40',
      code: 'mapping.unknown-step',
      says: 'Did you mean trim? The steps are digits, first-of, join',
    },
  ],
  [
    'a wrong step with an argument',
    {
      given: 'child:\n  names: [{ family: { from: A, steps: [{ splt: "," }] } }]',
      at: '8:42',
      code: 'mapping.unknown-step',
      says: 'Did you mean split?',
    },
  ],
  [
    'a target that the record does not have',
    { given: 'child:\n  nmaes: []', at: '8:3', code: 'mapping.unknown-name', says: 'Did you mean names?' },
  ],
  [
    'case information, which has no target',
    { given: 'child:\n  needCode: Need', at: '8:3', code: 'mapping.unknown-name', says: 'dateOfBirth' },
  ],
  [
    'a word that is none of the policy',
    {
      given: 'policy: { onIssue: quarantene }',
      at: '7:20',
      code: 'mapping.unknown-word',
      says: 'Did you mean quarantine?',
    },
  ],
  [
    'a share that is none',
    {
      given: 'policy: { errorIf: lots }',
      at: '7:20',
      code: 'mapping.wrong-kind',
      says: 'a share such as 5%',
    },
  ],
  [
    'a limit for a cause that there is not',
    {
      given: 'policy: { causes: { mapping.unknown-cod: { errorIf: 1% } } }',
      at: '7:21',
      code: 'mapping.unknown-name',
      says: 'Did you mean mapping.unknown-code?',
    },
  ],
  [
    'an alias',
    {
      given: 'child: { names: [&a { family: A }, *a] }',
      at: '7:21',
      code: 'mapping.forbidden-yaml',
      says: 'anchor',
    },
  ],
  ['a tag', { given: 'child: !!js/function "x"', at: '7:22', code: 'mapping.forbidden-yaml', says: 'tag' }],
  [
    'a merge key',
    { given: 'child: { <<: { names: [] } }', at: '7:10', code: 'mapping.unknown-name', says: '<<' },
  ],
  [
    'a name written twice',
    { given: 'child: { gender: A, gender: B }', at: '7:21', code: 'mapping.not-yaml', says: 'duplicate key' },
  ],
  [
    'text that is no YAML',
    { given: 'child: { names: [', at: '7:18', code: 'mapping.not-yaml', says: 'Check indents' },
  ],
  [
    '__proto__ as a target',
    { given: 'child:\n  __proto__: A', at: '8:3', code: 'mapping.unknown-name', says: '__proto__' },
  ],
  [
    'a condition of two forms',
    {
      given: 'child: { names: [{ family: A, when: { empty: A, all: [B] } }] }',
      at: '7:37',
      code: 'mapping.wrong-condition',
      says: 'one of',
    },
  ],
  [
    'a list where a text belongs',
    {
      given: 'child: { names: [{ family: { constant: [A] } }] }',
      at: '7:40',
      code: 'mapping.wrong-kind',
      says: 'a text',
    },
  ],
];

describe('parseMapping', () => {
  it.each(WRONG)('refuses %s', (_name, { given, at, code, says }) => {
    const { mapping, problems } = parseMapping(HEAD + given, { file: 'mapping.yaml' });
    expect(mapping).toBeUndefined();
    const [first] = problems.map(formatProblem);
    expect(first).toContain(`mapping.yaml:${at} error ${code}: `);
    expect(first).toContain(says);
  });

  it('refuses an id of the source that the directory would refuse at every record', () => {
    const { problems } = parseMapping(HEAD.replace('system: test', 'system: Northmere ICS'), {
      file: 'mapping.yaml',
    });
    expect(problems.map(formatProblem).join()).toMatch(
      /^mapping\.yaml:3:19 error mapping\.wrong-system: .*Did you mean northmere-ics\?/,
    );
  });

  it('reports every problem, in the order of the document', () => {
    const given = 'child:\n  gender: { form: A }\n  names: [{ famly: A, given: [{ steps: [uper] }] }]';
    const { problems } = parseMapping(HEAD + given, { file: 'm.yaml' });
    expect(problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '8 mapping.unknown-name',
      '9 mapping.unknown-name',
      '9 mapping.unknown-step',
    ]);
  });

  it('says what is missing', () => {
    const { problems } = parseMapping('mapping: 1\nname: Test\n', { file: 'm.yaml' });
    expect(problems.map(({ message }) => message)).toEqual([
      'source is missing here.',
      'inputs is missing here.',
      'record is missing here.',
    ]);
  });

  it('takes texts as they are written: no number loses a zero, no word becomes a truth value', () => {
    const given =
      'child:\n  gender: { from: G, codes: { 01: male, 2: female, no: notKnown, 1.0: notSpecified } }';
    const { mapping } = parseMapping(HEAD + given, { file: 'm.yaml' });
    const child = mapping?.body.fields.get('child');
    const gender = child?.kind === 'group' ? child.fields.get('gender') : undefined;
    expect(gender?.kind === 'value' ? [...(gender.codes?.keys() ?? [])] : []).toEqual([
      '01',
      '2',
      'no',
      '1.0',
    ]);
  });

  it('keeps the place of every rule', () => {
    const { mapping } = parseMapping(`${HEAD}child:\n  gender: Sex\n`, { file: 'm.yaml' });
    const child = mapping?.body.fields.get('child');
    expect(child?.kind === 'group' && child.fields.get('gender')).toMatchObject({
      kind: 'value',
      at: { line: 8, column: 11 },
      from: [{ text: 'Sex', at: { line: 8, column: 11 } }],
    });
  });

  it('refuses a document of more than 1 MiB and one that is nested too deep', () => {
    const large = parseMapping(`${HEAD}# ${'x'.repeat(1024 * 1024)}`, { file: 'm.yaml' });
    expect(large.problems.map(({ code }) => code)).toEqual(['mapping.too-large']);
    const deep = parseMapping(`${HEAD}child: ${'['.repeat(60)}${']'.repeat(60)}`, { file: 'm.yaml' });
    expect(deep.problems[0]?.code).toBe('mapping.too-deep');
  });

  it('never throws, whatever the text', () => {
    const texts = [
      '',
      '\u0000',
      '- - -',
      '{',
      '? a',
      '%YAML 9.9\n---\n',
      'a: |\n\tb',
      '🧒: 🧒',
      '"\\x"',
      'mapping: 1\nmapping: 1',
      '--- a\n--- b',
    ];
    for (const text of texts) {
      expect(parseMapping(text, { file: 'm.yaml' }).problems.length, JSON.stringify(text)).toBeGreaterThan(0);
    }
  });
});

describe('the published JSON Schema', () => {
  const validate = new Ajv2020({ strict: false }).compile(describeLanguage());

  it('is what the language says of itself', () => {
    const published = JSON.parse(
      readFileSync(new URL('../../schema/mapping.schema.json', import.meta.url), 'utf8'),
    ) as unknown;
    expect(published).toEqual(JSON.parse(JSON.stringify(describeLanguage())));
  });

  it('accepts what the parser accepts', () => {
    const given = `child:
  names: [{ use: current, given: [A, { from: B, steps: [trim, { split: ' ' }] }], family: C }]
  dateOfBirth: [{ from: D, formats: dd/MM/yyyy, status: estimated }, { from: E, formats: [yyyy] }]
  gender: { from: G, codes: { 1: male }, otherwise: hold }
policy: { errorIf: 5%, closeAfter: 3 }
tests: [{ given: { rows: { Id: 1 } }, want: { child: { gender: male } } }]
`;
    expect(parseMapping(HEAD + given, { file: 'm.yaml' }).problems).toEqual([]);
    expect(validate(parse(HEAD + given)), JSON.stringify(validate.errors)).toBe(true);
  });

  const structural = WRONG.filter(([, { code }]) => !/forbidden-yaml|not-yaml/.test(code));
  it.each(structural.filter(([name]) => name !== 'a condition of two forms'))(
    'refuses %s too',
    (_name, { given }) => {
      // The plain YAML reader turns a merge key into the names it stands for; the language has none.
      expect(validate(parse(HEAD + given, { merge: false }))).toBe(false);
    },
  );
});
