import type { SuiteRunner } from '@contactpoint/matching/suite';
import { describeDecisionLog } from './supply/decision-log-suite.ts';
import { describeDiscrepancies } from './supply/discrepancies-suite.ts';
import { describeLimits } from './supply/limits-suite.ts';
import { describeMatching } from './supply/matching-suite.ts';
import { describeOperations } from './supply/operations-suite.ts';
import { describeTogether, type TogetherOptions } from './supply/together-suite.ts';
import { describeVersions } from './supply/versions-suite.ts';
import type { CreateWorld } from './world.ts';

/** What becomes of what sources supply. */
export function describeSupply(
  runner: SuiteRunner,
  { create, createStore, crypto }: TogetherOptions & { readonly create: CreateWorld },
): void {
  runner.describe('supply', () => {
    describeVersions(runner, create);
    describeOperations(runner, create);
    describeLimits(runner, create);
    describeMatching(runner, create);
    describeDecisionLog(runner, { create, crypto });
    describeDiscrepancies(runner, create);
    describeTogether(runner, { createStore, crypto });
  });
}
