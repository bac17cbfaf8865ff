import { isContactPointError } from '@contactpoint/contract';
import type { Page } from './page.ts';

/** Says what stopped a command, where, and what to do; never a stack, which helps nobody who typed the command. */
export function printFailure(error: unknown, page: Page): void {
  page.line();
  if (!isContactPointError(error)) {
    page.line(`${page.style.bad('Stopped:')} something went wrong that should not be possible.`);
    page.labelled('what', describe(error));
    page.labelled(
      'what to do',
      'Run it again with CONTACTPOINT_DEBUG=1 and send what it prints to the maintainers.',
    );
    return;
  }
  page.line(`${page.style.bad('Stopped:')} ${error.message}`);
  if (error.where !== undefined) page.labelled('where', error.where);
  if (error.suggestion !== undefined) page.labelled('what to do', page.typed(error.suggestion));
  page.labelled('code', error.code);
}

/** What `--json` says of the same. */
export function toFailureLine(error: unknown): Readonly<Record<string, unknown>> {
  if (!isContactPointError(error)) return { type: 'error', code: 'unexpected', message: describe(error) };
  const { code, message, where, suggestion, requestId, fixableBy } = error;
  return { type: 'error', code, message, where, suggestion, requestId, fixableBy };
}

/** The kind of an unforeseen error. Its message may quote what it choked on, so it stays out of sight. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.name : `${error.name} ${code}`;
}
