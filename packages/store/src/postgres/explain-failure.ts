import { createError, type ErrorDetails, isContactPointError } from '@contactpoint/contract';

/** Where a connection was to lead. */
interface Target {
  readonly host: string;
  readonly port: number;
  readonly database?: string | undefined;
}

/** By SQLSTATE (PostgreSQL, appendix A), what hinders a connection. */
const CODES: Readonly<Record<string, Parameters<typeof createError>[0]>> = {
  '28000': 'database.login-refused',
  '28P01': 'database.login-refused',
  '3D000': 'database.missing',
  '42501': 'database.not-allowed',
};

/** Why there is no connection, in words that name no user and no password. */
export function explainFailure(error: unknown, { host, port, database = '' }: Target): Error {
  if (isContactPointError(error)) return error;
  const { code = '' } = error as { readonly code?: string };
  const details: ErrorDetails = { values: { server: `${host}:${port}`, database }, cause: error };
  return createError(CODES[code] ?? 'database.unreachable', details);
}

/** SQLSTATE of a change that another one made impossible: it may do when it is tried again. */
const CONFLICTS: ReadonlySet<unknown> = new Set(['40001', '40P01', '55P03']);

/** Whether the same change may come about when it is tried again. */
export const isConflict = (error: unknown): boolean =>
  CONFLICTS.has((error as { readonly code?: unknown } | undefined)?.code);

/** Whether a statement failed, and with it surely its transaction: after a lost connection nobody knows. */
export const isRefusal = (error: unknown): boolean =>
  (error as { readonly severity?: unknown } | undefined)?.severity === 'ERROR';
