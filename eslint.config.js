import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Floors: what each may import. Imports only go down (docs/adr/0001-rooms-and-floors.md). */
const floors = [
  { sourceTag: 'scope:contract', onlyDependOnLibsWithTags: ['scope:contract'] },
  { sourceTag: 'room:adapter', onlyDependOnLibsWithTags: ['scope:contract'] },
  { sourceTag: 'room:matching', onlyDependOnLibsWithTags: ['scope:contract'] },
  { sourceTag: 'room:quality', onlyDependOnLibsWithTags: ['scope:contract', 'room:matching'] },
  { sourceTag: 'room:directory', onlyDependOnLibsWithTags: ['scope:contract', 'room:matching'] },
  { sourceTag: 'scope:edge', onlyDependOnLibsWithTags: ['scope:contract', 'scope:core'] },
  { sourceTag: 'scope:proof', onlyDependOnLibsWithTags: ['scope:contract', 'scope:core', 'scope:edge'] },
  {
    sourceTag: 'scope:app',
    onlyDependOnLibsWithTags: [
      'scope:contract',
      'scope:core',
      'scope:edge',
      'scope:proof',
      'scope:startable',
    ],
  },
  { sourceTag: 'scope:tools', onlyDependOnLibsWithTags: ['*'] },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '**/generated/**', '**/node_modules/**', '.nx/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allowCircularSelfDependency: true,
          allow: [],
          depConstraints: floors,
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      complexity: ['error', 12],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
    },
  },
  {
    // Core and contract run in a browser too: no Node module, no clock, no chance.
    files: ['packages/{contract,adapter,quality,matching,directory}/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/suite/**', 'packages/contract/src/crypto/node*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['node:*'] }],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'setTimeout', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Core has no clock: take `now` as an argument.' },
        { object: 'Math', property: 'random', message: 'Core has no chance: take `random` as an argument.' },
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/suite/**/*.ts', '**/tests/**/*.ts', 'tools/**'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off', 'max-params': 'off', complexity: 'off' },
  },
  {
    // Run for every pair of candidates: flat on purpose, one case after the other.
    files: ['packages/matching/src/{compare,keys}/*.ts'],
    rules: { complexity: ['error', 18] },
  },
  {
    // Tools stand outside the floors: they build, measure and check from the inside.
    files: ['tools/**'],
    rules: { '@nx/enforce-module-boundaries': 'off', 'max-depth': 'off' },
  },
  {
    // Tables, not code.
    files: ['packages/matching/src/model/name-variants.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // Tools that load a file by path want a default export.
    files: ['**/*.config.{js,ts}', 'tools/setup/closing-line-reporter.ts', 'tools/**/*.mjs', '**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-restricted-exports': 'off' },
  },
);
