import { execFileSync } from 'node:child_process';

/**
 * The seed of this run's random tests: CONTACTPOINT_SEED, or else made from the committed tree, so that every
 * change is tried with other numbers and two runs of one change with the same.
 */
export function chooseSeed(): number {
  return Number(process.env['CONTACTPOINT_SEED'] ?? Number.parseInt(readTree().slice(0, 7), 16));
}

function readTree(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD^{tree}'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  } catch {
    return '0'; // A copy without its history.
  }
}
