import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { MAPPING_ARGUMENT } from '../../arguments/shared-words.ts';
import { runOptions } from '../run/definition.ts';

const { to, credentials, state, quarantine, set, workers, json } = runOptions;

/** The options of `listen`; those that `run` has as well mean the same. */
export const listenOptions = {
  mllp: { type: 'whole', value: 'port', text: 'take HL7 v2 messages on this port' },
  watch: { type: 'text', value: 'folder', text: 'take files that are put into this folder' },
  to,
  credentials,
  state,
  quarantine,
  set,
  workers,
  json,
} as const satisfies OptionDefinitions;

/** `contactpoint listen` */
export const listenCommand = defineCommand(
  {
    name: 'listen',
    summary: 'take what hospitals and other systems send, day and night',
    about: [
      'Takes HL7 v2 messages (MLLP) or files that are put into a folder, makes records of them by the mapping and sends what changed. A message is acknowledged, and a file moved to done, only once its records are with the directory or set aside for a person. How it is connected stands in the mapping, under the input: transport: mllp or transport: watch.',
      'It may be stopped or break down at any moment and be started again: what was not acknowledged is sent again by its sender, and what is sent twice is applied once. It goes on until it is told to stop; when the directory cannot be reached nothing is acknowledged until it can.',
    ],
    arguments: [MAPPING_ARGUMENT],
    options: listenOptions,
    examples: [
      'contactpoint listen hospital.yaml --to https://directory.example',
      'contactpoint listen hospital.yaml --mllp 2575',
      'contactpoint listen school-roll.yaml --watch /data/incoming',
    ],
  },
  async () => (await import('./listen.ts')).listen,
);
