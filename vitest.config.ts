import { defineConfig } from 'vitest/config';

// Every package is tested from its source: the condition below resolves @contactpoint/* to src, so no build
// stands between an edit and its test.
const conditions = ['@contactpoint/source'];

// `npm run check` runs the longer mode of the same tests: more seeds, more kills, half a minute of fuzz a parser.
const thorough = process.env['CONTACTPOINT_CHECK'] === '1';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/out-tsc/**'],
    reporters: ['default', './tools/setup/closing-line-reporter.ts'],
    testTimeout: thorough ? 900_000 : 60_000,
    hookTimeout: 60_000,
    env: { NX_DAEMON: 'false', NX_TUI: 'false' },
  },
});
