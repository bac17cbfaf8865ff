import type { CanonicalRecord } from '@contactpoint/contract';

/** Records on their way: kept until the directory has answered for them. */
export interface SpooledBatch {
  /** The UUID under which they are sent, every time. */
  readonly requestId: string;
  readonly records: readonly CanonicalRecord[];
}

/** Where batches wait while the directory cannot be reached. Bring one of your own where there is no disk. */
export interface Spool {
  /** Keeps a batch; it survives the end of the process from the moment this resolves. */
  put(batch: SpooledBatch): Promise<void>;
  /** The request ids of what waits, oldest first. */
  list(): Promise<readonly string[]>;
  /** The batch of a request id; undefined when it waits no more. */
  get(requestId: string): Promise<SpooledBatch | undefined>;
  /** Forgets a batch that was answered; nothing happens when it is gone already. */
  remove(requestId: string): Promise<void>;
}
