import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { MAPPING_ARGUMENT } from '../../arguments/shared-words.ts';
import { runOptions } from '../run/definition.ts';

const { to, credentials, state, quarantine, report, set, confirm, workers, json } = runOptions;

/** The options of `pull`; those that `run` has as well mean the same. */
export const pullOptions = {
  to,
  credentials,
  'dry-run': { type: 'flag', text: 'check everything, send nothing, leave everything at its source' },
  state,
  quarantine,
  report,
  set,
  confirm,
  workers,
  json,
} as const satisfies OptionDefinitions;

/** `contactpoint pull` */
export const pullCommand = defineCommand(
  {
    name: 'pull',
    summary: 'fetch from another system what is new, check it, send what changed',
    about: [
      'Asks a SOAP or HTTP service page by page, or fetches files from an SFTP server, makes records of them by the mapping and sends what changed. How the system is reached stands in the mapping, under the input: transport: soap, http or sftp. Passwords and keys stand in environment variables, never in the mapping or on the command line.',
      'It ends when there is nothing more for now. The same command may be run again at any time, also after it was broken off: it goes on at the page or file that was not taken, and nothing is lost or doubled.',
    ],
    arguments: [MAPPING_ARGUMENT],
    options: pullOptions,
    examples: [
      'contactpoint pull school-system.yaml --to https://directory.example --report report.html',
      'contactpoint pull school-system.yaml --dry-run',
    ],
  },
  async () => (await import('./pull.ts')).pull,
);
