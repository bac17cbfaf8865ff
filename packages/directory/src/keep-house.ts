import type { TreeCheckpoint } from './rows.ts';
import { sequenceAudit, type SequencerOptions } from './audit/sequence-audit.ts';

/**
 * What a directory must do by itself, every second or so, in any one of its processes: give audit entries their
 * places in the signed tree, and forget answers that nobody may ask for again. The newest checkpoint, or
 * undefined while another process does it.
 */
export async function keepHouse(options: SequencerOptions): Promise<TreeCheckpoint | undefined> {
  const checkpoint = await sequenceAudit(options);
  if (checkpoint !== undefined) {
    const now = new Date(options.now()).toISOString();
    await options.store.write((tx) => tx.requests.expire(now));
  }
  return checkpoint;
}
