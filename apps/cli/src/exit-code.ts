import { isContactPointError } from '@contactpoint/contract';

/** What the process ends with, so that a scheduler knows whether to go on, run again or call somebody. */
export const EXIT = {
  done: 0,
  /** Done, but over an issue threshold, or a test failed. */
  doneWithTrouble: 1,
  /** Wrong usage or a wrong mapping: running it again changes nothing. */
  wrongUse: 2,
  /** The run could not finish; safe to run again. */
  unfinished: 3,
  /** Stopped by a guard: a person decides. */
  guard: 4,
  /** Interrupted; safe to run again. */
  interrupted: 130,
} as const;

/** Any of them. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Codes, or areas of codes, for which running again as it is cannot help. */
const WRONG_USE = [
  'usage.',
  'mapping.',
  'model.',
  'run.mapping-refused',
  'run.ledger-other-source',
  'file.not-expected',
  'file.not-usable',
  'file.encoding-',
  'input.',
  'feed.secret-missing',
  'feed.sign-in-refused',
  'feed.address-refused',
  'mllp.public-without-tls',
  'soap.wsdl-refused',
  'soap.operation-unknown',
  'csv.column-ambiguous',
  'xml.bad-path',
  'serve.database-unknown',
  'database.address-invalid',
  'database.login-refused',
  'database.missing',
  'database.not-allowed',
  'database.unfit',
  'serve.public-without-tls',
  'serve.test-mode-on-disk',
  'serve.scenario-unknown',
  'client.address-invalid',
  'client.key-unusable',
  'client.credentials-',
];

/** The exit code that a failed command ends with. */
export function exitCodeOf(error: unknown, signal: AbortSignal): ExitCode {
  if (signal.aborted) return EXIT.interrupted;
  if (!isContactPointError(error)) return EXIT.unfinished;
  if (error.code.startsWith('guard.') || error.code === 'feed.delivery-stopped') return EXIT.guard;
  return WRONG_USE.some((area) => error.code.startsWith(area)) ? EXIT.wrongUse : EXIT.unfinished;
}
