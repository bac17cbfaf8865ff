import type { Crypto } from '@contactpoint/contract';
import type { Keyring, Now, Store, StoreTransaction } from '../ports.ts';
import type { TreeCheckpoint } from '../rows.ts';
import { concatBytes, toBytes } from '../sealing/bytes.ts';
import { growTree, hashRange, nodesOfRange } from './merkle.ts';

/** Whose entries are put into the tree, and which process does it. */
export interface SequencerOptions {
  readonly store: Store;
  readonly crypto: Crypto;
  readonly keyring: Keyring;
  readonly now: Now;
  /** This process among those that could do it: one at a time does. */
  readonly holder: string;
}

const ENTRIES_A_STEP = 1_000;
const LEASE_IN_MS = 10_000;

/**
 * Gives entries that stand in no tree yet their places, in order of arrival, and signs the tree that results
 * (AUDIT-01). Run every second by one process; the newest checkpoint, or undefined while another has the lease.
 */
export function sequenceAudit(options: SequencerOptions): Promise<TreeCheckpoint | undefined> {
  const { store, now, holder } = options;
  const moment = now();
  const [at, until] = [moment, moment + LEASE_IN_MS].map((ms) => new Date(ms).toISOString()) as [
    string,
    string,
  ];
  return store.write(async (tx) => {
    const fence = await tx.lease({ name: 'audit-sequencer', holder, now: at, until });
    if (fence === undefined) return undefined;
    return appendWaiting(options, tx, at);
  });
}

async function appendWaiting(
  { crypto, keyring }: SequencerOptions,
  tx: StoreTransaction,
  at: string,
): Promise<TreeCheckpoint | undefined> {
  const last = await tx.audit.checkpoint();
  const waiting = await tx.audit.unsequenced(ENTRIES_A_STEP);
  if (waiting.length === 0) return last;
  const size = last?.size ?? 0;
  const edge = await tx.audit.nodes(nodesOfRange({ start: 0, end: size }));
  const frontier = edge.map((node) => {
    if (node === undefined) throw new Error('A node of the audit tree is missing.');
    return node.hash;
  });
  const grown = growTree(
    crypto,
    { size, frontier },
    waiting.map(({ leaf }) => leaf),
  );
  const statement = { size: size + waiting.length, root: hashRange(crypto, grown.frontier), at };
  const signature = crypto.sign(keyring.key('audit-signing'), checkpointBytes(statement));
  const checkpoint = { ...statement, signature };
  const places = waiting.map(({ entryId }, index) => ({ entryId, index: size + index }));
  await tx.audit.sequence({ places, nodes: grown.nodes, checkpoint });
  return checkpoint;
}

/** Whether a checkpoint was signed by the directory of this 32-byte public key. */
export function verifyCheckpoint(crypto: Crypto, publicKey: Uint8Array, checkpoint: TreeCheckpoint): boolean {
  return crypto.verify(publicKey, checkpointBytes(checkpoint), checkpoint.signature);
}

/** What a checkpoint's signature is over: its name, size and time as text, then the root. */
const checkpointBytes = ({ size, at, root }: Pick<TreeCheckpoint, 'size' | 'at' | 'root'>): Uint8Array =>
  concatBytes(toBytes(`contactpoint-audit/1\n${size}\n${at}\n`), root);
