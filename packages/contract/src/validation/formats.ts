import { isIsoDate, isIsoInstant } from './fast-checks.ts';

/** The `format`s of our schemas that are checked, as generated validators look them up. */
export const formats = {
  date: isIsoDate,
  'date-time': isIsoInstant,
} as const;
