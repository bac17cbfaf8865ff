import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '@contactpoint/adapter';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCli, startServe, type ServedDirectory } from './cli-process.ts';

const corpus = process.env['CONTACTPOINT_CORPUS'];
const unset = corpus === undefined ? ' (skipped: CONTACTPOINT_CORPUS is not set)' : '';

/** Public sample exports, each with the preset that reads it. */
const EXPORTS = [
  {
    preset: 'school-census',
    files: ['school-census/2025_spring_pupilonroll.csv', 'school-census/2025_spring_pupilnolongeronroll.csv'],
    read: 9_498 + 375,
  },
  { preset: 'ssda903', files: ['ssda903/header.csv', 'ssda903/episodes.csv'], read: 400 },
] as const;

/** Ten thousand records go through two processes: on a busy machine that takes its time. */
const timeout = 300_000;

describe.skipIf(corpus === undefined)(
  `public sample exports into a running directory${unset}`,
  { timeout },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'contactpoint-corpus-test-'));
    let directory: ServedDirectory;
    beforeAll(async () => {
      directory = await startServe(
        folder,
        EXPORTS.map(({ preset }) => preset),
      );
    });
    afterAll(async () => {
      await directory.stop();
      rmSync(folder, { recursive: true });
    });
    const run = async ({ preset, files }: (typeof EXPORTS)[number]): Promise<RunReport> => {
      const paths = files.map((file) => join(corpus ?? '', file));
      const cli = startCli(
        ['run', preset, ...paths, '--credentials', directory.credentials, '--json'],
        folder,
      );
      expect(await cli.ended, cli.text()).toBe(0);
      return (await cli.waitFor('report')) as unknown as RunReport;
    };

    test.each(EXPORTS)(
      '$preset: every row is accounted for, and nothing is refused for its identifiers',
      async (sample) => {
        const { balance, issues, matches } = await run(sample);
        const outcomes = Object.values(balance.outcomes).reduce((sum, count) => sum + count, 0);
        expect(balance.read).toBe(sample.read);
        expect(outcomes + balance.quarantined + balance.unchanged).toBe(sample.read);
        expect(balance.quarantined).toBe(0);
        // Whoever is 18 on the day of the run is out of scope (SUPPLY-07); nobody is refused for anything else.
        const adults = issues.find(({ code }) => code === 'directory.out-of-scope')?.records ?? 0;
        expect(balance.outcomes.rejected ?? 0).toBe(adults);
        expect(
          issues.filter(({ severity, code }) => severity === 'error' && code !== 'directory.out-of-scope'),
        ).toEqual([]);
        expect(issues.map(({ code }) => code)).toContain('upn.bad-format');
        // The children looked after have no names: unless a valid UPN names one, nothing can be said of whom it is.
        if (sample.preset === 'ssda903')
          expect(matches['not-enough-data']).toBeGreaterThan((matches.new ?? 0) * 5);
        else expect(matches['not-enough-data']).toBeUndefined();
      },
    );

    test.each(EXPORTS)('$preset: the same files again make no submission at all', async (sample) => {
      const before = directory.answered('submitRecords');
      const { balance } = await run(sample);
      expect(balance.unchanged).toBe(sample.read);
      expect(balance.outcomes).toEqual({});
      expect(directory.answered('submitRecords')).toBe(before);
    });
  },
);
