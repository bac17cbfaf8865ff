import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { deskOptions, NOTE_OPTION } from '../reviews/desk-options.ts';

/** The options of `decide`. */
export const decideOptions = {
  ...deskOptions,
  child: {
    type: 'text',
    value: 'number',
    text: 'with `same`: which child it is, where several are shown or none',
  },
  note: NOTE_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint decide` */
export const decideCommand = defineCommand(
  {
    name: 'decide',
    summary: 'decides a review that you have open',
    about: [
      'Says of a review that you have opened with `reviews` that it is the same child, that it is not, or that not enough is known to say. It is carried out at once: what is not the same stays apart for good, whatever comes later.',
    ],
    arguments: [
      { name: 'id', text: 'the review' },
      { name: 'answer', text: 'same, different or needsMore' },
    ],
    options: decideOptions,
    examples: [
      'contactpoint decide 4Zk1x0Qv9mTa same --reason correctingRecord',
      'contactpoint decide 4Zk1x0Qv9mTa needsMore --reason correctingRecord --note "Ask the school"',
    ],
  },
  async () => (await import('./decide.ts')).decide,
);
