import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { RECORDS_ARGUMENTS, SET_OPTION } from '../../arguments/shared-words.ts';

/** The options of `train`. */
export const trainOptions = {
  out: { type: 'text', value: 'model.json', text: 'where to write the model (model.json)' },
  id: { type: 'text', value: 'name', text: 'the model’s name, which every decision made with it carries' },
  'no-families': { type: 'flag', text: 'no brothers, sisters or twins are among these people' },
  set: SET_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint train` */
export const trainCommand = defineCommand(
  {
    name: 'train',
    summary: 'learn matching weights from records, offline',
    about: [
      'Learns what agreement and difference of each field are worth from records without labels, and how common each name is among them. The model says where its numbers come from; one in which less alike weighs more than more alike is refused.',
      'Records of at least a few thousand people are needed for it to be worth anything.',
    ],
    arguments: RECORDS_ARGUMENTS,
    options: trainOptions,
    examples: [
      'contactpoint train social-care.ndjson schools.ndjson --id northmere-2026 --out model.json',
      'contactpoint match social-care.ndjson schools.ndjson --model model.json --out clusters.csv',
    ],
  },
  async () => (await import('./train.ts')).train,
);
