import type { Store } from '../../ports.ts';

/** Options of `describeStore`. */
export interface StoreSuiteOptions {
  /** An empty store. */
  readonly create: () => Promise<Store>;
}
