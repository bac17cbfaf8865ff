import { defined } from './defined.ts';
import { columnShape, conditionShape } from './language-conditions.ts';
import { optionValue } from './language-options.ts';
import { valueRuleShape } from './language-values.ts';
import { dictionary, flag, object, oneOrMore, scalarText, text, type Shape } from './shape.ts';
import type { ValueTarget } from './targets.ts';
import type { Input, RecordRule, Rule } from './types.ts';

/** What a document says of an input; a preset may have said the rest. */
export type InputParts = Pick<Input, 'at' | 'options'> & Partial<Omit<Input, 'name'>>;

/** A text that is no place of the record: an id, or what rows are ordered by. */
export const TEXT: ValueTarget = { kind: 'value', name: 'text', as: 'text', about: 'A text.' };
export const INSTANT: ValueTarget = {
  kind: 'value',
  name: 'instant',
  as: 'instant',
  about: 'When the source supplied it.',
};

const SYSTEM_PATTERN = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Wrong, it would have the directory refuse every record of a run. */
const systemShape: Shape<string> = {
  describe: () => ({
    type: ['string', 'number'],
    pattern: SYSTEM_PATTERN.source,
    description: 'The id under which the source is registered: small letters, digits and hyphens.',
  }),
  read(node, reading) {
    const found = scalarText(node) ?? '';
    if (SYSTEM_PATTERN.test(found)) return found;
    const near = found
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const suggestion = SYSTEM_PATTERN.test(near) ? `Did you mean ${near}?` : undefined;
    return reading.refuse('mapping.wrong-system', node, { suggestion });
  },
};

/** Who supplies. */
export const sourceShape = object(
  {
    system: systemShape,
    organisation: text('Code of the supplying organisation.'),
  },
  {
    required: ['system'],
    build: ({ system, organisation }) => ({ system: system ?? '', ...defined({ organisation }) }),
  },
);

/** The files of one format, and how their rows belong to a record. */
export const inputShape: Shape<InputParts> = object(
  {
    format: text('The format of the files.'),
    file: oneOrMore(text('A file name or a pattern such as children*.csv.')),
    key: oneOrMore(columnShape),
    on: oneOrMore(columnShape),
    to: text('The input whose key is meant by on; the record’s own unless told.'),
    many: flag('Several rows may belong to one record.'),
    latestBy: valueRuleShape(TEXT),
    names: dictionary(text('The place in the source.'), 'Own words for places in the source.'),
    blank: oneOrMore(text('A text that means that nothing was entered.')),
    where: conditionShape,
  },
  {
    rest: optionValue,
    about: 'The files of one format. Names not listed here are options of the format.',
    build: ({ file: files, ...found }, { at, rest }) => ({
      at,
      options: Object.fromEntries(rest) as Input['options'],
      ...defined({ files, ...found }),
    }),
  },
);

/** Which rows are records, and what names each. */
export const recordShape: Shape<RecordRule> = object(
  {
    each: oneOrMore(columnShape),
    id: valueRuleShape(TEXT),
    suppliedAt: valueRuleShape(INSTANT),
    when: conditionShape,
    snapshot: flag('Every export holds all records of the source, so that absence means something.'),
  },
  {
    required: ['each', 'id'],
    about: 'Which rows are records, and what names each.',
    build: ({ each = [], id, suppliedAt, when, snapshot = false }, { at }) => ({
      at,
      each,
      id: id as Rule,
      snapshot,
      ...defined({ suppliedAt, when }),
    }),
  },
);
