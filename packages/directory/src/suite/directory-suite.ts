import type { Crypto } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { Store } from '../ports.ts';
import { describeAccess } from './access-suite.ts';
import { describeAudit } from './audit-suite.ts';
import { describeDisclosure } from './disclosure-suite.ts';
import { describeIndexOverStore } from './index-suite.ts';
import { describeNotices } from './notices-suite.ts';
import { describeReceipts } from './receipts-suite.ts';
import { describeReviews } from './review-suite.ts';
import { describeShield } from './shield-suite.ts';
import { describeSupply } from './supply-suite.ts';
import { createWorld, type CreateWorld } from './world.ts';

/** Options of `describeDirectory`. */
export interface DirectorySuiteOptions {
  /** An empty store. */
  readonly createStore: () => Promise<Store>;
  readonly crypto: Crypto;
}

/** What the directory must do over every store. */
export function describeDirectory(runner: SuiteRunner, { createStore, crypto }: DirectorySuiteOptions): void {
  const create: CreateWorld = async (policy) =>
    createWorld({ store: await createStore(), crypto, ...(policy && { policy }) });
  describeIndexOverStore(runner, { createStore, crypto });
  describeSupply(runner, { create, createStore, crypto });
  describeReceipts(runner, create);
  describeNotices(runner, create);
  describeAccess(runner, create);
  describeDisclosure(runner, create);
  describeShield(runner, create);
  describeReviews(runner, create);
  describeAudit(runner, { create, createStore, crypto });
}
