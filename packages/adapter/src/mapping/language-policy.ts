import { defined } from './defined.ts';
import { flag, object, share, wholeNumber, words, type Shape } from './shape.ts';
import type { Policy } from './types.ts';

/** What holds where a mapping says nothing. */
export const DEFAULT_POLICY: Policy = {
  onIssue: 'quarantine',
  errorIf: 0.05,
  warnIf: 0.01,
  closeGuard: 0.1,
  shrinkGuard: 0.2,
  driftGuard: 0.2,
  closing: 'confirm',
  allOrNothing: false,
};

/** What may happen without a person; what is not said holds as before. */
export const policyShape: Shape<Partial<Policy>> = object(
  {
    onIssue: words(['quarantine', 'send', 'stop'], 'What becomes of a record with an error.'),
    errorIf: share('Share of records with an error above which the run ends with exit code 1.'),
    warnIf: share('Share of records with an error above which the report warns.'),
    closeGuard: share('Share of known records that one run may close.'),
    shrinkGuard: share('Share by which a full export may be smaller than the last.'),
    driftGuard: share('Share by which the fill of a column may move from the last runs.'),
    closeAfter: wholeNumber('Full exports without a record before it is closed.', { min: 1, max: 100 }),
    closing: words(['confirm', 'automatic'], 'Whether a person confirms each closing of absent records.'),
    allOrNothing: flag('Send nothing when any record has an error.'),
  },
  {
    about: 'What may happen without a person.',
    build: (found) => defined(found),
  },
);
