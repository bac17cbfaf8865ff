import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of `serve`. */
export const serveOptions = {
  db: {
    type: 'text',
    value: 'database',
    text: 'sqlite:file, postgres://user@host/database, or memory (sqlite:contactpoint.sqlite)',
  },
  'keys-db': {
    type: 'text',
    value: 'postgres://…',
    text: 'PostgreSQL’s database of the keys (that of the data with _keys behind its name)',
  },
  secret: {
    type: 'text',
    value: 'file',
    text: 'the secret of the database (SQLite: beside it; else database.postgres.secret)',
  },
  port: { type: 'whole', range: [0, 65535], text: 'the port; 0 takes a free one (8080)' },
  host: { type: 'text', value: 'address', text: 'the address to listen on (127.0.0.1: this machine alone)' },
  'public-url': { type: 'text', value: 'URL', text: 'the https address that a proxy gives it' },
  source: { type: 'texts', value: 'system', text: 'a source that may supply; may be repeated' },
  credentials: { type: 'text', value: 'file', text: 'where to write the client’s key (beside the database)' },
  seed: {
    type: 'text',
    value: 'scenario',
    text: 'invented children to begin with: family, twins, review, shielded',
  },
  'test-mode': {
    type: 'flag',
    text: 'reset, seed, clock, faults and requests under /_test; in memory, for tests',
  },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint serve` */
export const serveCommand = defineCommand(
  {
    name: 'serve',
    summary: 'a directory on this machine, until Ctrl-C',
    about: [
      'Starts the reference directory. Its records are in one database file and are there again when it is started again. Beside that file lie its secret and the credentials of a client, which `run --credentials` reads.',
      'On PostgreSQL any number of processes serve one directory: give each the same secret file. The data and the keys to it lie in two databases, which must exist; their tables are made. A password is better given in PGPASSWORD or ~/.pgpass than in the address, which others on the machine can see.',
    ],
    arguments: [],
    options: serveOptions,
    examples: [
      'contactpoint serve --source school-census',
      'contactpoint serve --db sqlite:/var/lib/contactpoint.sqlite --port 9000',
      'contactpoint serve --db postgres://contactpoint@db.example/directory',
      'contactpoint serve --db memory --seed family',
      'contactpoint serve --test-mode --port 0 --json',
    ],
  },
  async () => (await import('./serve.ts')).serve,
);
