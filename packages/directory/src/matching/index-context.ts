import type { CommandContext } from '../command-context.ts';

/** The parts of a command's context that the match index works with. */
export type IndexContext = Pick<CommandContext, 'tx' | 'vault' | 'keys' | 'at'>;

/** The blinded key under which a record (`system|recordId`) is kept. */
export const toRecordKey = ({ vault }: Pick<IndexContext, 'vault'>, recordRef: string): string =>
  vault.blind('record', recordRef);

/** By record key what is known by `system|recordId`. */
export const byRecordKey = <T>(
  context: Pick<IndexContext, 'vault'>,
  known: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> =>
  new Map([...known].map(([recordRef, value]) => [toRecordKey(context, recordRef), value]));
