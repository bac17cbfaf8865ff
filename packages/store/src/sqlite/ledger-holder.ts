import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who this is, for people: `process 4711 on server-3 since 2026-11-20T02:00:00Z`. */
export function describeThisProcess(): string {
  const since = new Date(Date.now() - process.uptime() * 1000).toISOString().slice(0, 19);
  return `process ${process.pid} on ${hostname()} since ${since}Z`;
}

/**
 * A held database cannot be read, so the name of its holder stands beside it. It is only a name: the lock is
 * the file's.
 */
export function writeHolder(path: string, holder: string): void {
  if (path !== ':memory:') writeFileSync(`${path}.holder`, holder, { mode: 0o600 });
}

/** The name written last; undefined where there is none. */
export function readHolder(path: string): string | undefined {
  try {
    return readFileSync(`${path}.holder`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Removes the name. */
export function forgetHolder(path: string): void {
  rmSync(`${path}.holder`, { force: true });
}
