import type { Check } from '../../ports.ts';
import { monday, type StorySuite } from './story.ts';

/** Which rows are mapped again. */
export function describeShortcuts({ it, equal }: StorySuite): void {
  /** Counts the records that are made, and finds a fault with one of them. */
  const counting = (version?: string) => {
    const seen: string[] = [];
    const check = (records: Parameters<Check['check']>[0]) =>
      records.map(({ source }) => {
        seen.push(source.recordId);
        return source.recordId === 'c5'
          ? [{ code: 'test.odd', severity: 'warning', message: 'Odd.' } as const]
          : [];
      });
    return { seen, checks: [version === undefined ? { check } : { check, version }] };
  };
  const whole = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'];

  it('map no row again that is known as it stands, but always those with an issue', async ({ run }) => {
    const [first, second] = [counting('1'), counting('1')];
    const before = await run(monday(), first);
    equal(first.seen, whole);
    const after = await run(monday(), second);
    equal(second.seen, ['c4', 'c5']);
    equal([after.balance.unchanged, after.fields], [9, before.fields]);
    equal(after.issues, before.issues);
  });

  it('map a row again whose joined rows are others', async ({ run }) => {
    await run(monday(), counting('1'));
    const { children, workers = [] } = monday();
    const second = counting('1');
    await run({ children, workers: workers.slice(1) }, second);
    equal(second.seen, ['c1', 'c4', 'c5']);
  });

  it('map all rows again once when rules, settings or checks are others, and send nothing for it', async (story) => {
    const { directory, run } = story;
    await run(monday(), counting('1'));
    const { length } = directory.requests;
    const change = (mapping: string) => mapping.replace('M: male', 'M: male, U: notKnown');
    for (const [more, wanted] of [
      [{ change }, whole],
      [{ change }, ['c4', 'c5']],
    ] as const) {
      const { seen, checks } = counting('1');
      await run(monday(), { ...more, checks });
      equal(seen, wanted);
    }
    const other = counting('2');
    await run(monday(), { change, ...other });
    equal([other.seen, directory.requests.length], [whole, length]);
  });

  it('map all rows again while a check cannot say whether it has changed', async ({ run }) => {
    await run(monday(), counting());
    const second = counting();
    await run(monday(), second);
    equal(second.seen, whole);
  });
}
