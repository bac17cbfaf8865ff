import { defineCommand } from '../../arguments/define-command.ts';
import { deskOptions } from './desk-options.ts';

/** The options of `reviews`. */
export const reviewsOptions = deskOptions;

/** `contactpoint reviews` */
export const reviewsCommand = defineCommand(
  {
    name: 'reviews',
    summary: 'matches that wait for a person, and what one is about',
    about: [
      'Lists what only people decide: a record that may belong to a child, two children that may be one, a death. With the id of one it is opened: you see both sides and how they compare, and for half an hour nobody else has it.',
      'For the management team of an authority. Opening a review opens records of children, so it needs a reason and is kept in the audit trail.',
    ],
    arguments: [{ name: 'id', text: 'the review to open', optional: true }],
    options: reviewsOptions,
    examples: ['contactpoint reviews', 'contactpoint reviews 4Zk1x0Qv9mTa --reason correctingRecord'],
  },
  async () => (await import('./reviews.ts')).reviews,
);
