import { createIssue, type Issue } from '@contactpoint/contract';
import type { Delimiters } from './delimiters.ts';
import { Hl7Message, type MessageSpan } from './hl7-message.ts';
import type { Hl7Options } from './hl7-options.ts';
import type { MessageDecoder, Trouble } from './message-decoder.ts';
import type { ScanFault, ScannedMessage } from './message-scanner.ts';

/** What opening a message needs besides itself. */
export interface OpenContext {
  readonly span: MessageSpan;
  readonly decoder: MessageDecoder;
  readonly options: Hl7Options;
}

/** The message that scanned bytes hold, or the issue that says why they hold none. */
export function openMessage(scanned: ScannedMessage, context: OpenContext): Hl7Message | Issue {
  const opened = tryOpen(scanned, context);
  if (opened instanceof Hl7Message) return opened;
  const { file, row, line, start, end } = context.span;
  return createIssue(opened.code, { ...opened, place: { file, row, line, bytes: [start, end] } });
}

function tryOpen(scanned: ScannedMessage, context: OpenContext): Hl7Message | Trouble {
  const { delimiters, fault } = scanned;
  const { decoder, options, span } = context;
  if (fault !== undefined) return describeFault(fault, options);
  if (delimiters === undefined) return { code: 'hl7.delimiters' };
  const decoded = decoder.decode(scanned, delimiters);
  if ('code' in decoded) return decoded;
  const { text, encoding } = decoded;
  if (text.includes('\0')) return { code: 'hl7.nul' };
  if (repeatsTooOften(text, delimiters, options.maxRepetitions)) {
    return { code: 'hl7.limit', values: { what: 'repetitions', limit: options.maxRepetitions } };
  }
  return new Hl7Message(text, { delimiters, encoding, span });
}

function describeFault(fault: ScanFault, options: Hl7Options): Trouble {
  switch (fault.kind) {
    case 'no-header':
      return { code: 'hl7.no-header' };
    case 'delimiters':
      return { code: 'hl7.delimiters' };
    case 'bad-segment':
      return { code: 'hl7.bad-segment', values: { line: fault.line } };
    case 'limit': {
      const limit = fault.what === 'bytes' ? options.maxMessageBytes : options.maxSegments;
      return { code: 'hl7.limit', values: { what: fault.what, limit } };
    }
  }
}

function repeatsTooOften(text: string, { repetition }: Delimiters, limit: number): boolean {
  if (repetition === undefined || text.length <= limit) return false;
  let left = limit;
  for (let at = text.indexOf(repetition); at >= 0; at = text.indexOf(repetition, at + 1))
    if (--left < 0) return true;
  return false;
}
