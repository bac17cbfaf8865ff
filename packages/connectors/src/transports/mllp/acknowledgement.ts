import { encodeEscapes } from '../../formats/hl7/escapes.ts';
import { readHeader, type MessageHeader } from './message-header.ts';

/** What became of a message. */
export type Verdict = { readonly kind: 'accepted' } | Trouble;
/** Its content could not be taken; or it is of a kind that is not taken here. */
export interface Trouble {
  readonly kind: 'error' | 'rejected';
  readonly condition: ErrorCondition;
  /** For people; never what the message holds. */
  readonly text: string;
}

/** Conditions of HL7 table 0357 that are answered with here. */
const CONDITIONS = {
  101: 'Required field missing',
  102: 'Data type error',
  200: 'Unsupported message type',
  202: 'Unsupported processing id',
  203: 'Unsupported version id',
  207: 'Application internal error',
} as const;
/** Why a message is not taken: a condition of HL7 table 0357. */
export type ErrorCondition = keyof typeof CONDITIONS;

/** What an acknowledgement needs from outside. */
export interface AcknowledgementContext {
  readonly now: Date;
  /** Unique among what is sent, at most 20 characters. */
  readonly controlId: string;
}

const CODES = {
  original: { accepted: 'AA', error: 'AE', rejected: 'AR' },
  commit: { accepted: 'CA', error: 'CE', rejected: 'CR' },
} as const;

/**
 * The acknowledgements that a message asks for: one in original mode; in enhanced mode what MSH-15 and MSH-16 want
 * in this case, the commit first. HL7 v2.4, section 2.9.
 */
export function writeAcknowledgements(
  header: MessageHeader,
  verdict: Verdict,
  createContext: () => AcknowledgementContext,
): readonly Uint8Array[] {
  const write = (mode: keyof typeof CODES) =>
    writeAcknowledgement(header, { ...verdict, code: CODES[mode][verdict.kind] }, createContext());
  const commit = header.value('acceptAcknowledgement');
  const application = header.value('applicationAcknowledgement');
  if (commit === '' && application === '') return [write('original')];
  return [
    ...(isWanted(commit, verdict) ? [write('commit')] : []),
    ...(isWanted(application, verdict) ? [write('original')] : []),
  ];
}

/** HL7 table 0155: always, never, on error or rejection, on success. */
function isWanted(condition: string, verdict: Verdict): boolean {
  return condition === 'AL' || condition === (verdict.kind === 'accepted' ? 'SU' : 'ER');
}

function writeAcknowledgement(
  header: MessageHeader,
  verdict: Verdict & { readonly code: string },
  { now, controlId }: AcknowledgementContext,
): Uint8Array {
  const { delimiters } = header;
  const trigger = header.value('trigger');
  const type = trigger === '' ? 'ACK' : ['ACK', trigger, 'ACK'].join(delimiters.component);
  const swapped = [5, 6, 3, 4].map((number) => header.field(number));
  const segments = [
    [
      'MSH',
      header.field(2),
      ...swapped,
      formatTime(now),
      '',
      type,
      controlId,
      header.field(11),
      header.field(12),
    ],
    [
      'MSA',
      verdict.code,
      header.field(10),
      ...(verdict.kind === 'accepted' ? [] : [encodeEscapes(verdict.text, delimiters)]),
    ],
    ...(verdict.kind === 'accepted' ? [] : [describeTrouble(verdict, header)]),
  ];
  const text = segments.map((fields) => `${fields.join(delimiters.field)}\r`).join('');
  return Buffer.from(text, 'latin1');
}

/** The error segment: fields 3, 4 and 8 from version 2.5 on, the code in field 1 before. */
function describeTrouble(trouble: Trouble, { delimiters, value }: MessageHeader): readonly string[] {
  const { component, subcomponent = ' ' } = delimiters;
  const code = [String(trouble.condition), CONDITIONS[trouble.condition], 'HL70357'];
  const [, minor = '0'] = value('version').split('.');
  if (Number(minor) < 5) return ['ERR', ['', '', '', code.join(subcomponent)].join(component)];
  return ['ERR', '', '', code.join(component), 'E', '', '', '', encodeEscapes(trouble.text, delimiters)];
}

/** `yyyyMMddHHmmss+0000`. */
function formatTime(now: Date): string {
  return `${now.toISOString().replace(/\D/g, '').slice(0, 14)}+0000`;
}

/** An acknowledgement as a sender reads it. */
export interface Acknowledgement {
  /** `AA`, `AE`, `AR`, `CA`, `CE` or `CR`. */
  readonly code: string;
  /** The control id of the message that it answers. */
  readonly controlId: string;
  readonly text: string;
}

/** Reads an acknowledgement; undefined where a message is none. */
export function parseAcknowledgement(message: Uint8Array): Acknowledgement | undefined {
  const header = readHeader(message);
  if (header === undefined) return undefined;
  const lines = Buffer.from(message)
    .toString('latin1')
    .split(/[\r\n]+/);
  const segment = lines.find((line) => line.startsWith(`MSA${header.delimiters.field}`));
  const [, code, controlId, text = ''] = segment?.split(header.delimiters.field) ?? [];
  if (code === undefined || controlId === undefined || !/^[AC][AER]$/.test(code)) return undefined;
  return { code, controlId, text };
}
