import type { ErrorDefinition } from '../error-catalogue.ts';

/** Why a database server cannot be used. No text names a user or a password. */
export const databaseErrors = {
  'database.address-invalid': {
    title: 'Not the address of a database',
    text: 'The address of the database cannot be read.',
    suggestion:
      'Write it like postgres://user@host:5432/database; signs of a password other than letters and digits as %40 and so on.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'database.unreachable': {
    title: 'The database server does not answer',
    text: 'The database server at {server} does not answer, or breaks the connection.',
    suggestion: 'Check that it runs, its address and port, and that it may be reached from here.',
    recovery: 'retry',
    fixableBy: 'authority',
  },
  'database.login-refused': {
    title: 'The database server refuses the user',
    text: 'The database server at {server} does not accept this user with this password.',
    suggestion: 'Check user and password, and what the server’s pg_hba.conf says of this machine.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'database.missing': {
    title: 'No such database',
    text: 'The database server at {server} has no database {database}.',
    suggestion: 'Make it: createdb {database}.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'database.not-allowed': {
    title: 'The user may not make tables',
    text: 'The user may not do in database {database} what the directory needs.',
    suggestion: 'Make the user the owner of the database.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
  'database.unfit': {
    title: 'The database cannot be used',
    text: 'The database cannot be used: {reason}.',
    suggestion: 'Give another one, or bring it to what is needed.',
    recovery: 'abort',
    fixableBy: 'authority',
  },
} as const satisfies Record<string, ErrorDefinition>;
