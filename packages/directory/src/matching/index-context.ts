import type { CommandContext } from '../command-context.ts';

/** The parts of a command's context that the match index works with. */
export type IndexContext = Pick<CommandContext, 'tx' | 'vault' | 'keys' | 'at'>;

/** The blinded key under which a record (`system|recordId`) is kept. */
export const toRecordKey = ({ vault }: Pick<IndexContext, 'vault'>, recordRef: string): string =>
  vault.blind('record', recordRef);
