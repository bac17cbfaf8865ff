import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { RECORDS_ARGUMENTS, SET_OPTION } from '../../arguments/shared-words.ts';

/** The options of `match`. */
export const matchOptions = {
  out: { type: 'text', value: 'clusters.csv', text: 'write source, record and child, one record a line' },
  json: { type: 'text', value: 'file.ndjson', text: 'the same with outcome, reason and evidence' },
  explain: {
    type: 'text',
    value: 'record id',
    text: 'show why one record stands where it does, in words and bits',
  },
  model: {
    type: 'text',
    value: 'model.json',
    text: 'judge by a model that `train` learned (the one shipped)',
  },
  set: SET_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint match` */
export const matchCommand = defineCommand(
  {
    name: 'match',
    summary: 'which records are one child? offline, nothing is sent',
    about: [
      'Links the records of an export by the directory’s own judgement: children who stand twice in a system show before anything is sent.',
      'To link several exports, write each to a file first (run … --out a.ndjson) and name those files here in place of a mapping.',
    ],
    arguments: RECORDS_ARGUMENTS,
    options: matchOptions,
    examples: [
      'contactpoint match social-care.yaml exports/ --out clusters.csv',
      'contactpoint match social-care.ndjson schools.ndjson --out clusters.csv',
      'contactpoint match social-care.yaml exports/ --explain 100254',
    ],
  },
  async () => (await import('./match.ts')).match,
);
