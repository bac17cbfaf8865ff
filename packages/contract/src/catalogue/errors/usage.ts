import type { ErrorDefinition } from '../error-catalogue.ts';

/** What somebody can type wrongly on the command line. */
export const usageErrors = {
  'usage.unknown-command': {
    title: 'No such command',
    text: 'There is no command “{command}”.',
    suggestion: '`contactpoint help` lists the commands.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.unknown-option': {
    title: 'No such option',
    text: 'The command “{command}” has no option {option}.',
    suggestion: '`contactpoint help {command}` lists its options.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.missing-value': {
    title: 'An option without its value',
    text: 'The option {option} needs a value.',
    suggestion: 'Write it like {option} {value}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.unexpected-value': {
    title: 'A value that is not wanted',
    text: 'The option {option} takes no value.',
    suggestion: 'Write {option} alone.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.not-a-number': {
    title: 'Not a whole number',
    text: 'The option {option} needs a whole number.',
    suggestion: 'Write it like {option} 4.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.missing-argument': {
    title: 'Something is missing',
    text: 'The command “{command}” needs a {argument}.',
    suggestion: '`contactpoint help {command}` shows how it is written.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.too-many-arguments': {
    title: 'More than the command takes',
    text: 'The command “{command}” takes {count} words besides its options; there are more.',
    suggestion: '`contactpoint help {command}` shows how it is written.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.not-together': {
    title: 'Options that exclude each other',
    text: '{first} and {second} cannot be given together.',
    suggestion: 'Leave one of them out.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.no-target': {
    title: 'Nowhere to send to',
    text: 'The run has nowhere to send records to.',
    suggestion: 'Add --to URL for a directory, --out file.ndjson for a file, or --dry-run to look only.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.unknown-word': {
    title: 'A word that the option does not know',
    text: 'The option {option} knows only {known}.',
    suggestion: 'Write one of {known}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.no-such-row': {
    title: 'No such row',
    text: 'The files have no row {row}.',
    suggestion: 'Rows are counted from 1, without the header, over all files in their order.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'usage.no-such-mapping': {
    title: 'No such mapping',
    text: 'There is no file {mapping}, and no preset of that name.',
    suggestion: 'Check the path, or name a preset: {presets}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
} as const satisfies Record<string, ErrorDefinition>;
