import { describeSpill } from '@contactpoint/adapter/suite';
import { describe, expect, it } from 'vitest';
import { openSqliteSpill } from './spill.ts';

const equal = (actual: unknown, expected: unknown) => expect(actual).toEqual(expected);

describe('in SQLite', () => {
  describeSpill({ describe, it, equal }, openSqliteSpill);
});
