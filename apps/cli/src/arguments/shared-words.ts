import type { ArgumentDefinition, OptionDefinition } from './define-command.ts';

/** What machines read, of every command that has something for them. */
export const JSON_OPTION = {
  type: 'flag',
  text: 'one object a line on standard output',
} as const satisfies OptionDefinition;

/** Values that a mapping leaves open. */
export const SET_OPTION = {
  type: 'texts',
  value: 'name=value',
  text: 'a value that the mapping leaves open; may be repeated',
} as const satisfies OptionDefinition;

/** The mapping that a command is about. */
export const MAPPING_ARGUMENT: ArgumentDefinition = {
  name: 'mapping',
  text: 'a mapping file, or the name of a preset',
};

/** The files of an export; without them they are looked for beside the mapping. */
export const FILES_ARGUMENT: ArgumentDefinition = {
  name: 'files',
  text: 'the export: files, folders, or input=file',
  many: true,
  optional: true,
};

/** Records: those of an export, or of files of records that a run wrote. */
export const RECORDS_ARGUMENTS: readonly ArgumentDefinition[] = [
  { name: 'mapping', text: 'a mapping file, the name of a preset, or a file of records (.ndjson)' },
  { ...FILES_ARGUMENT, text: `${FILES_ARGUMENT.text}; or more files of records` },
];
