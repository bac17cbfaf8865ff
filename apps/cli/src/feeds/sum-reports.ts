import {
  findThresholds,
  type Balance,
  type IssueGroup,
  type Policy,
  type RunReport,
} from '@contactpoint/adapter';

const PLACES_SHOWN = 5;
const STOPS_KEPT = 20;

/** The report of two runs of one feed, one after the other; limits are those of both together. */
export function sumReports(before: RunReport, next: RunReport, policy: Policy): RunReport {
  const withErrors = before.withErrors + next.withErrors;
  const balance = sumBalances(before.balance, next.balance);
  const issues = merge([...before.issues, ...next.issues], keyOfIssue, (left, right) => ({
    ...addNumbers(left, right),
    places: [...left.places, ...right.places].slice(0, PLACES_SHOWN),
  }));
  const stops = [...before.stops, ...next.stops].slice(0, STOPS_KEPT);
  const thresholds = findThresholds({ read: balance.read, withErrors, issues }, policy);
  const isOver = thresholds.some(({ breach }) => breach);
  return {
    ...before,
    finishedAt: next.finishedAt,
    verdict: stops.length > 0 ? 'stopped' : isOver ? 'over-threshold' : 'done',
    stops,
    inputs: merge([...before.inputs, ...next.inputs], ({ name, role }) => `${role} ${name}`, addNumbers),
    withErrors,
    thresholds,
    balance,
    fields: merge([...before.fields, ...next.fields], ({ path }) => path, addNumbers),
    issues,
    matches: addNumbers(before.matches, next.matches),
    discrepancies: merge(
      [...before.discrepancies, ...next.discrepancies],
      ({ kind, path }) => `${kind} ${path}`,
      addNumbers,
    ),
    changes: merge([...before.changes, ...next.changes], ({ part }) => part, addNumbers),
    drift: next.drift,
    durations: addNumbers(before.durations, next.durations),
  };
}

/** `read = Σ outcomes + …` holds of the sum as of its parts. */
function sumBalances(before: Balance, next: Balance): Balance {
  return { ...addNumbers(before, next), outcomes: addNumbers(before.outcomes, next.outcomes) };
}

function keyOfIssue({ from, code, column = '', path = '' }: IssueGroup): string {
  return `${from} ${code} ${column || path}`;
}

/** Things that are the same by key made one, in the order met. */
function merge<T extends object>(
  all: readonly T[],
  keyOf: (one: T) => string,
  add: (left: T, right: T) => T,
): readonly T[] {
  const merged = new Map<string, T>();
  for (const one of all) {
    const known = merged.get(keyOf(one));
    merged.set(keyOf(one), known === undefined ? one : add(known, one));
  }
  return [...merged.values()];
}

/** The first with every number of the second added to its own. */
function addNumbers<T extends object>(left: T, right: T): T {
  const sum = { ...left } as Record<string, unknown>;
  for (const [name, value] of Object.entries(right))
    if (typeof value === 'number') sum[name] = Number(sum[name] ?? 0) + value;
  return sum as T;
}
