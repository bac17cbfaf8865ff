import type { CommandType, Directory } from '@contactpoint/directory';
import type { GuardedCall } from '../operation.ts';

/** A command with what the address of its request names. */
export interface Addressed {
  readonly type: CommandType;
  readonly [name: string]: string | undefined;
}

/**
 * Runs the command that a checked request is: its body, then what its address names, then who sends it, so that
 * nothing of a body can stand for what was addressed or proven.
 */
export function execute(
  directory: Directory,
  addressed: Addressed,
  { body, caller, requestId }: GuardedCall,
): Promise<object> {
  // The contract has checked the body for the operation that bears the command's name.
  const command = { ...(body as object | undefined), ...addressed, caller, requestId };
  return directory.execute(command as unknown as Parameters<Directory['execute']>[0]);
}
