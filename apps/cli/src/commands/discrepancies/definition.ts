import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { deskOptions } from '../reviews/desk-options.ts';

/** The options of `discrepancies`. */
export const discrepanciesOptions = {
  source: { type: 'text', value: 'system', text: 'of one of your sources alone' },
  out: { type: 'text', value: 'differences.csv', text: 'write which records, one difference a line' },
  'confirmed-with': {
    type: 'text',
    value: 'who',
    text: 'with `reconfirmed`: who said so, child or parentOrCarer',
  },
  'confirmed-on': { type: 'text', value: 'date', text: 'with `reconfirmed`: when (2026-11-19)' },
  credentials: deskOptions.credentials,
  to: deskOptions.to,
  json: deskOptions.json,
} as const satisfies OptionDefinitions;

/** `contactpoint discrepancies` */
export const discrepanciesCommand = defineCommand(
  {
    name: 'discrepancies',
    summary: 'where your records differ from what others say',
    about: [
      'Counts what the directory has found in your sources’ records: a field that differs from its best view, a child that stands twice, a number that has been replaced. With --out it names the records, for whoever corrects them; what others say is never told.',
      'A difference closes by itself when the record agrees. With its id and an answer you say meanwhile that it will be corrected, that your value is the right one, or that the child or a parent has confirmed it.',
    ],
    arguments: [
      { name: 'id', text: 'the difference to answer', optional: true },
      { name: 'answer', text: 'accepted, disputed or reconfirmed', optional: true },
    ],
    options: discrepanciesOptions,
    examples: [
      'contactpoint discrepancies --out differences.csv',
      'contactpoint discrepancies 4Zk1x0Qv9mTa accepted',
    ],
  },
  async () => (await import('./discrepancies.ts')).discrepancies,
);
