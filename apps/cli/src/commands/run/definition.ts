import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { FILES_ARGUMENT, JSON_OPTION, MAPPING_ARGUMENT, SET_OPTION } from '../../arguments/shared-words.ts';

/** The options of `run`. */
export const runOptions = {
  to: { type: 'text', value: 'URL', text: 'the directory to send to' },
  credentials: {
    type: 'text',
    value: 'file',
    text: 'the client’s key for that directory (contactpoint.sqlite.credentials.json)',
  },
  out: { type: 'text', value: 'file.ndjson', text: 'write the records to a file in place of sending them' },
  'dry-run': { type: 'flag', text: 'check everything, send nothing' },
  state: {
    type: 'text',
    value: 'file',
    text: 'what was sent before (beside the mapping: source@directory.state.sqlite)',
  },
  quarantine: { type: 'text', value: 'folder', text: 'where rows go that could not be sent (quarantine)' },
  report: { type: 'text', value: 'file.html', text: 'write the report as a page' },
  set: SET_OPTION,
  confirm: {
    type: 'texts',
    value: 'guard',
    text: 'go on where a guard stopped the last run: close, shrink, drift',
  },
  workers: { type: 'whole', range: [1, 64], text: 'requests under way at once (4)' },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint run` */
export const runCommand = defineCommand(
  {
    name: 'run',
    summary: 'read an export, check it, send what changed',
    about: [
      'Reads the files of a mapping’s inputs, makes records of them, checks each and sends those that changed since the last run. Every record gets its receipt; what is wrong is reported with file, row and column and set aside.',
      'Files are matched with the inputs by their names. Without files they are looked for beside the mapping. Write input=file where the names differ.',
      'The same command may be run again at any time, also after it was broken off: nothing is lost or doubled.',
    ],
    arguments: [MAPPING_ARGUMENT, FILES_ARGUMENT],
    options: runOptions,
    examples: [
      'contactpoint run social-care.yaml exports/ --to https://directory.example --report report.html',
      'contactpoint run school-census pupils.csv --out records.ndjson',
      'contactpoint run social-care.yaml exports/ --dry-run',
    ],
  },
  async () => (await import('./run.ts')).run,
);
