import { createError, type ContactPointError } from '@contactpoint/contract';

/** The archive is incomplete or contradicts itself in a way that damage explains. */
export function damaged(file: string, reason: string): ContactPointError {
  return createError('file.bad-compression', { values: { file, reason } });
}

/** The archive is one that no honest program writes. */
export function refused(file: string, reason: string): ContactPointError {
  return createError('zip.refused', { values: { file, reason } });
}
