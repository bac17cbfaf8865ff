import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';

/** The options of `serve`. */
export const serveOptions = {
  db: { type: 'text', value: 'sqlite:file', text: 'the database (sqlite:contactpoint.sqlite)' },
  port: { type: 'whole', text: 'the port; 0 takes a free one (8080)' },
  credentials: {
    type: 'text',
    value: 'file',
    text: 'where to write the client’s key (contactpoint.credentials.json)',
  },
  'test-mode': { type: 'flag', text: 'clock, faults and reset under /_test; never with real data' },
  json: { type: 'flag', text: 'one object a line on standard output' },
} as const satisfies OptionDefinitions;

/** `contactpoint serve` */
export const serveCommand = defineCommand(
  {
    name: 'serve',
    summary: 'a directory on this machine, until Ctrl-C',
    about: [
      'Starts the reference directory. Its records are in one database file and are there again when it is started again. The first start writes a credentials file that `run --credentials` reads.',
    ],
    arguments: [],
    options: serveOptions,
    examples: [
      'contactpoint serve',
      'contactpoint serve --db sqlite:/var/lib/contactpoint.sqlite --port 9000',
    ],
  },
  async () => (await import('./serve.ts')).serve,
);
