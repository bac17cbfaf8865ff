import { describe, expect, it } from 'vitest';
import { born, inventRecord, livesAt, named, numbered } from '../../tests/invent-record.ts';
import { formatExplanation } from '../decide/waterfall.ts';
import { clusterRecords, type Clusters } from './cluster-records.ts';

const AWAY = livesAt('1 High Street', 'CH41 5EU');
const RECORDS = [
  inventRecord('gp|1', numbered('nhsNumber', '9434765919')),
  inventRecord('schools|1', named('Anwenn', 'Thornbury')),
  inventRecord('gp|2', { ...named('Bethan', 'Thornbury'), ...numbered('nhsNumber', '9000000009') }),
  inventRecord('schools|2', named('Bethan', 'Thornbury')),
  inventRecord('gp|3', { ...named('Gethin', 'Oldham'), ...born('2011-06-20'), ...AWAY, gender: 'male' }),
  inventRecord('schools|3', { ...named('Gethin', 'Oldham'), ...born('2011-06-20'), ...AWAY, gender: 'male' }),
  inventRecord('help|1', { names: [], addresses: [], dateOfBirth: undefined as never }),
  inventRecord('help|2', { ...named('Cerys', 'Thornbury') }),
];

const partition = ({ records }: Clusters): readonly string[] =>
  [...Map.groupBy(records, ({ childId, source, recordId }) => childId ?? `${source}|${recordId}`).values()]
    .map((group) =>
      group
        .map(({ source, recordId }) => `${source}|${recordId}`)
        .sort()
        .join(' '),
    )
    .sort();

describe('clusterRecords', () => {
  it('links the records of several sources, and says what only a person can decide', async () => {
    const clusters = await clusterRecords(RECORDS, { childrenCovered: 20_000 });
    expect(partition(clusters)).toEqual([
      'gp|1 schools|1',
      'gp|2 schools|2',
      'gp|3 schools|3',
      'help|1',
      'help|2',
    ]);
    expect(clusters.records.map(({ childId }) => childId)).toEqual([
      'child-1',
      'child-1',
      'child-2',
      'child-2',
      'child-3',
      'child-3',
      undefined,
      'child-4',
    ]);
    expect(clusters.records.at(-1)).toMatchObject({ outcome: 'possible', reason: 'vetoed' });
    expect([clusters.children, clusters.reviews]).toEqual([4, 1]);
  });

  it('gives the same children in any order of arrival', async () => {
    const want = partition(await clusterRecords(RECORDS, { childrenCovered: 20_000 }));
    for (let turn = 1; turn < RECORDS.length; turn += 1) {
      const turned = [...RECORDS.slice(turn), ...RECORDS.slice(0, turn)].toReversed();
      expect(partition(await clusterRecords(turned, { childrenCovered: 20_000 }))).toEqual(want);
    }
  });

  it('takes a record that comes again for a new version of it', async () => {
    const again = inventRecord('schools|3', { ...named('Bethan', 'Thornbury') });
    const clusters = await clusterRecords([...RECORDS, again], { childrenCovered: 20_000 });
    expect(clusters.records).toHaveLength(RECORDS.length);
    expect(partition(clusters)).toContain('gp|2 schools|2 schools|3');
  });

  it('explains a record with the values that were compared', async () => {
    const clusters = await clusterRecords(RECORDS, { childrenCovered: 20_000, explainable: true });
    const { decision, record, members } = clusters.explain('schools', '1')!;
    const text = formatExplanation(decision, record, members).join('\n');
    expect(text).toContain('Linked: the evidence is over the threshold');
    expect(text).toMatch(/given name: variant {2}ANWENN \/ ANWEN/);
    expect(text).toMatch(/compared with gp\|1; found by .*dob-name/);
    expect(text).toContain('what a brother or sister would share');
    expect(text).toContain('Model uk-children-4, names ew-names-1, normalisation 2.');
    expect(clusters.explain('schools', '99')).toBeUndefined();
    expect((await clusterRecords(RECORDS)).explain('schools', '1')).toBeUndefined();
  });
});
