import type { CommandType, Directory } from '@contactpoint/directory';
import type { GuardedCall } from '../operation.ts';

/**
 * Runs the command that a checked request is: its body, what its address names, and who sends it, in that
 * order, so that nothing of a body can stand for what was proven or addressed.
 */
export function execute<T extends CommandType>(
  directory: Directory,
  type: T,
  { body, caller, requestId }: GuardedCall,
  named: Readonly<Record<string, string | undefined>> = {},
): Promise<object> {
  // The contract has checked the body for the operation that bears the command's name.
  const command = { ...(body as object | undefined), ...named, type, caller, requestId };
  return directory.execute<T>(command as unknown as Parameters<typeof directory.execute<T>>[0]);
}
