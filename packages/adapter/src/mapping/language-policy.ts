import { ISSUES } from '@contactpoint/contract';
import { defined } from './defined.ts';
import { flag, named, object, share, wholeNumber, words, type Shape } from './shape.ts';
import type { CauseLimits, Policy } from './types.ts';

/** What holds where a mapping says nothing. */
export const DEFAULT_POLICY: Policy = {
  onIssue: 'quarantine',
  errorIf: 0.05,
  warnIf: 0.01,
  causes: new Map(),
  closeGuard: 0.1,
  shrinkGuard: 0.2,
  driftGuard: 0.2,
  closing: 'confirm',
  allOrNothing: false,
};

const causeShape: Shape<CauseLimits> = named('causeLimits', () =>
  object(
    {
      errorIf: share('Share of records with this issue above which the run ends with exit code 1.'),
      warnIf: share('Share of records with this issue above which the report warns.'),
    },
    { about: 'How many records one cause may touch.', build: (found) => defined(found) },
  ),
);

const causesShape: Shape<Policy['causes']> = object(
  Object.fromEntries(Object.keys(ISSUES).map((code) => [code, causeShape])),
  {
    about: 'Limits for single causes, by the code of the issue.',
    build: (found) => new Map(Object.entries(found).flatMap(([code, of]) => (of ? [[code, of]] : []))),
  },
);

/** What may happen without a person; what is not said holds as before. */
export const policyShape: Shape<Partial<Policy>> = object(
  {
    onIssue: words(['quarantine', 'send', 'stop'], 'What becomes of a record with an error.'),
    errorIf: share('Share of records with an error above which the run ends with exit code 1.'),
    warnIf: share('Share of records with an error above which the report warns.'),
    causes: causesShape,
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
