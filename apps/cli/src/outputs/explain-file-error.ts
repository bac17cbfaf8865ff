import { createError } from '@contactpoint/contract';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EACCES: 'this account has no right to it',
  EPERM: 'this account has no right to it',
  EROFS: 'its disk is read-only',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
};
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
/** https://www.sqlite.org/rescode.html */
const SQLITE_FULL = 13;

/** What Node says of a path or a full disk, as `file.not-usable` or `file.no-room`; anything else as it came. */
export function explainFileError(error: unknown, typed?: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code, path, errcode } = error as NodeJS.ErrnoException & { readonly errcode?: number };
  if (FULL.has(code) || (code === 'ERR_SQLITE_ERROR' && errcode === SQLITE_FULL))
    return createError('file.no-room', { cause: error });
  const reason = code === undefined ? undefined : REASONS[code];
  const file = typed ?? path;
  return reason === undefined || file === undefined
    ? error
    : createError('file.not-usable', { values: { file, reason }, cause: error });
}
