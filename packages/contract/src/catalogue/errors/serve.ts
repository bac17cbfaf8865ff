import type { ErrorDefinition } from '../error-catalogue.ts';

/** Why a server does not start. */
export const serveErrors = {
  'serve.database-unknown': {
    title: 'Not a database that it knows',
    text: 'The database is given neither as `memory`, nor as `sqlite:` with a file, nor as `postgres://` with an address.',
    suggestion: 'Write it like sqlite:directory.db or postgres://user@host:5432/directory.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'serve.secret-unusable': {
    title: 'The secret of the database cannot be used',
    text: 'The secret file of the database cannot be used: {reason}.',
    suggestion:
      'Put the secret file back that was made with the database: nothing in it can be read without.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'serve.port-unavailable': {
    title: 'The port cannot be had',
    text: 'Port {port} cannot be listened on ({reason}).',
    suggestion: 'Choose another port, or 0 for a free one.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'serve.test-mode-on-disk': {
    title: 'Test mode forgets everything',
    text: 'Test mode was asked for with a database on disk, which it would empty.',
    suggestion: 'Use it with the database `memory`.',
    recovery: 'abort',
    fixableBy: 'vendor',
  },
  'serve.public-without-tls': {
    title: 'Open to others without TLS',
    text: 'The server would answer other machines without encryption.',
    suggestion:
      'Listen on 127.0.0.1 behind a proxy that speaks TLS, and give its https address as the public one.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'serve.scenario-unknown': {
    title: 'No such scenario',
    text: 'The server knows no scenario of this name. It knows {known}.',
    suggestion: 'Take one of them.',
    recovery: 'abort',
    fixableBy: 'vendor',
    status: 422,
  },
} as const satisfies Record<string, ErrorDefinition>;
