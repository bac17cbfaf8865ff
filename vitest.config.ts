import { defineConfig } from 'vitest/config';

// Every package is tested from its source: the condition below resolves @contactpoint/* to src, so no build
// stands between an edit and its test.
const conditions = ['@contactpoint/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/out-tsc/**'],
    reporters: ['default', './tools/setup/closing-line-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    env: { NX_DAEMON: 'false', NX_TUI: 'false' },
  },
});
