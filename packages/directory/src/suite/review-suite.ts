import type { SuiteRunner } from '@contactpoint/matching/suite';
import { describeClaims } from './review/claims-suite.ts';
import { describeDeathsSeen } from './review/deaths-seen-suite.ts';
import { describeDeaths } from './review/deaths-suite.ts';
import { describeDeciding } from './review/deciding-suite.ts';
import { describeHeld } from './review/held-suite.ts';
import { describeLinkLog } from './review/link-log-suite.ts';
import { describeLinks } from './review/links-suite.ts';
import { describeTooMany } from './review/too-many-suite.ts';
import type { CreateWorld } from './world.ts';

/** What people decide of matches, and what becomes of it. */
export function describeReviews(runner: SuiteRunner, create: CreateWorld): void {
  runner.describe('reviews', () => {
    describeDeciding(runner, create);
    describeLinkLog(runner, create);
    describeHeld(runner, create);
    describeClaims(runner, create);
    describeDeaths(runner, create);
    describeDeathsSeen(runner, create);
    describeTooMany(runner, create);
  });
  runner.describe('links', () => describeLinks(runner, create));
}
