import type { Rows, StorySuite } from './story.ts';

/** What stops a run for a person to look. */
export function describeGuards({ it, equal }: StorySuite): void {
  const many = (count: number, town: string): Rows => ({
    children: Array.from({ length: count }, (_, index) => ({
      Id: `m${index}`,
      Family: `Family ${index}`,
      Sex: index % 2 === 0 ? 'F' : 'M',
      Town: town,
    })),
  });
  it('stop before anything is sent when the export has shrunk', async ({ directory, run }) => {
    await run(many(40, 'Northmere'));
    const { length } = directory.requests;
    const report = await run(many(20, 'Eastmere'));
    equal([report.verdict, report.stops.map(({ code }) => code)], ['stopped', ['guard.shrink']]);
    equal(report.stops[0]?.sentence, 'The export has 20 rows; last time it had 40.');
    equal([report.balance.read, report.balance.ready, directory.requests.length], [20, 20, length]);
    const inputs = [
      { name: 'workers', role: 'joined', rows: 0, unreadable: 0, unmatched: 0 },
      { name: 'children', role: 'records', rows: 20, unreadable: 0 },
    ];
    equal(report.inputs, inputs);
    const confirmed = await run(many(20, 'Eastmere'), { confirmed: ['shrink'] });
    equal([confirmed.verdict, confirmed.balance.outcomes], ['done', { updated: 20 }]);
    equal(confirmed.inputs, inputs);
  });

  it('stop when a column that was full is empty', async ({ directory, run }) => {
    await run(many(40, 'Northmere'));
    const { length } = directory.requests;
    const report = await run(many(40, ''));
    equal(
      report.stops.map(({ sentence }) => sentence),
      ['Town is empty in 100% of rows; last time 0%.'],
    );
    equal(directory.requests.length, length);
    // A run that a guard stopped is nothing to compare with: the next one is held against the last good one.
    equal((await run(many(40, ''))).verdict, 'stopped');
    equal((await run(many(40, ''), { confirmed: ['drift'] })).verdict, 'done');
  });

  it('stop when the codes of a column are others', async ({ run }) => {
    await run(many(40, 'Northmere'));
    const { children } = many(40, 'Northmere');
    const report = await run({ children: children.map((row) => ({ ...row, Sex: 'M' })) });
    equal(
      report.stops.map(({ sentence }) => sentence),
      ['Code F makes up 0% of Sex; last time 50%.', 'Code M makes up 100% of Sex; last time 50%.'],
    );
  });
}
