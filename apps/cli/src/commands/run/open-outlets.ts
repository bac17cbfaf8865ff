import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Destination, Ledger, Mapping } from '@contactpoint/adapter';
import { createContactPoint, credentialsAuth, systemClock } from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import { openSqliteLedger } from '@contactpoint/store/sqlite';
import type { MappingDocument } from '../../inputs/load-mapping.ts';
import { checkWritable } from '../../outputs/check-writable.ts';
import { createRecordFile } from '../../outputs/record-file.ts';
import type { DirectoryTarget, Target } from './choose-target.ts';

/** What a run writes to, and how it is let go. */
export interface Outlets {
  readonly to?: Destination;
  readonly ledger?: Ledger;
  /** Makes what was written durable. */
  finish(): Promise<void>;
  /** Lets go of everything; after `finish` or after a failure. */
  close(): Promise<void>;
}

/** What the places to send to are opened with. */
export interface OutletOptions {
  readonly mapping: Mapping;
  /** The ledger's file. */
  readonly state: string;
  readonly now: () => Date;
  /** Called before each wait for a directory that does not answer. */
  readonly onWait: (waitInMs: number) => void;
}

/** Opens the target and, where records are sent, the ledger of what was sent before. */
export async function openOutlets(target: Target, options: OutletOptions): Promise<Outlets> {
  const { mapping, state } = options;
  if (target.kind === 'file') return openFileOutlet(target.path);
  if (target.kind === 'directory') return openDirectoryOutlet(target, options);
  // A dry run looks at the ledger, if there is one, to say what has changed; it never makes one.
  const ledger = existsSync(state) ? await openLedger(state, mapping) : undefined;
  return {
    ...(ledger && { ledger }),
    finish: () => Promise.resolve(),
    close: async () => ledger?.close(),
  };
}

/** Beside the mapping, or here for a preset: one ledger for each source and directory. */
export function defaultState(mapping: Mapping, { folder = '.' }: MappingDocument, target: Target): string {
  const where = target.kind === 'directory' ? `@${new URL(target.baseUrl).host.replace(':', '-')}` : '';
  return join(folder, `${mapping.source.system}${where}.state.sqlite`);
}

async function openFileOutlet(path: string): Promise<Outlets> {
  const writer = await createRecordFile(path);
  let finished = false;
  return {
    to: { kind: 'file', writer },
    async finish() {
      await writer.finish();
      finished = true;
    },
    async close() {
      if (!finished) await writer.discard();
    },
  };
}

async function openDirectoryOutlet(
  { baseUrl, credentials }: DirectoryTarget,
  { mapping, state, now, onWait }: OutletOptions,
): Promise<Outlets> {
  const contactPoint = createContactPoint({
    baseUrl,
    auth: credentialsAuth(credentials),
    transport: axiosTransport(),
    hooks: { onRetry: ({ waitInMs }) => onWait(waitInMs) },
    clock: { ...systemClock, now: () => now().getTime() },
  });
  const ledger = await openLedger(state, mapping);
  return {
    to: { kind: 'directory', sink: contactPoint.submissions },
    ledger,
    finish: () => Promise.resolve(),
    async close() {
      contactPoint.close();
      await ledger.close();
    },
  };
}

async function openLedger(file: string, mapping: Mapping): Promise<Ledger> {
  await checkWritable(file);
  return openSqliteLedger({ path: file, system: mapping.source.system });
}
