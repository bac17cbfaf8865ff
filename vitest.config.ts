import { defineConfig } from 'vitest/config';
import { chooseSeed } from './tools/setup/choose-seed.ts';

// Every package is tested from its source: the condition below resolves @contactpoint/* to src, so no build
// stands between an edit and its test.
const conditions = ['@contactpoint/source'];

// `npm run check` runs the longer mode of the same tests: more seeds, more kills, half a minute of fuzz a parser.
const thorough = process.env['CONTACTPOINT_CHECK'] === '1';

// Where the reporter and the tests find it.
process.env['CONTACTPOINT_SEED'] = String(chooseSeed());

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/out-tsc/**'],
    reporters: ['default', './tools/setup/closing-line-reporter.ts'],
    setupFiles: ['./tools/setup/property-seed.ts'],
    testTimeout: thorough ? 900_000 : 60_000,
    hookTimeout: 60_000,
    env: { NX_DAEMON: 'false', NX_TUI: 'false' },
  },
});
