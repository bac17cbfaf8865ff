import { createIssue, type Issue, type Place } from '@contactpoint/contract';
import { toEncoding, type Encoding } from '../../text/encoding.ts';
import { rankEncodings } from '../../text/rank-encodings.ts';
import { isAscii, parseCharset } from './charsets.ts';
import type { Delimiters } from './delimiters.ts';
import { Hl7Message, type MessageSpan } from './hl7-message.ts';
import type { Hl7Options } from './hl7-options.ts';
import type { ScanFault, ScannedMessage } from './message-scanner.ts';

const UTF8 = toEncoding('utf-8');
const LATIN1 = toEncoding('windows-1252');
/** What the undefined bytes of a single-byte encoding decode to. */
const UNDEFINED_BYTE = /[\x80-\x9f\ufffd]/;

type Decoded = { readonly text: string; readonly encoding: Encoding };
/** What MSH-18 says, and the encoding that it or the mapping means; undefined for one that is not known. */
type Claim = { readonly charset: string; readonly encoding: Encoding | undefined };

/** Turns the bytes of scanned messages into messages, or into the issue that says why they are none. */
export class MessageOpener {
  readonly #options: Hl7Options;
  /** A mapping's word, or a byte order mark's. */
  readonly #declared: Encoding | undefined;
  readonly issues: Issue[] = [];
  #doubted = false;

  constructor(options: Hl7Options, declared: Encoding | undefined) {
    this.#options = options;
    this.#declared = declared;
  }

  open(scanned: ScannedMessage, bytes: Uint8Array, span: MessageSpan): Hl7Message | Issue {
    const place: Place = { file: span.file, row: span.row, line: span.line, bytes: [span.start, span.end] };
    const { delimiters, fault } = scanned;
    if (fault !== undefined || delimiters === undefined)
      return this.#faultIssue(fault ?? { kind: 'delimiters' }, place);
    const decoded = this.#decode(bytes, delimiters, place);
    if ('code' in decoded) return decoded;
    if (decoded.text.includes('\0')) return createIssue('hl7.nul', { place });
    if (delimiters.repetition !== undefined && this.#repeatsTooOften(decoded.text, delimiters.repetition)) {
      return createIssue('hl7.limit', {
        place,
        values: { what: 'repetitions', limit: this.#options.maxRepetitions },
      });
    }
    return new Hl7Message(decoded.text, { delimiters, encoding: decoded.encoding, span });
  }

  #faultIssue(fault: ScanFault, place: Place): Issue {
    switch (fault.kind) {
      case 'no-header':
        return createIssue('hl7.no-header', { place });
      case 'delimiters':
        return createIssue('hl7.delimiters', { place });
      case 'bad-segment':
        return createIssue('hl7.bad-segment', { place, values: { line: fault.line } });
      case 'limit': {
        const limit = fault.what === 'bytes' ? this.#options.maxMessageBytes : this.#options.maxSegments;
        return createIssue('hl7.limit', { place, values: { what: fault.what, limit } });
      }
    }
  }

  #decode(bytes: Uint8Array, delimiters: Delimiters, place: Place): Decoded | Issue {
    const utf8 = decodeStrictly(UTF8, bytes);
    const charset = this.#declared === undefined ? readCharset(utf8 ?? LATIN1.decode(bytes), delimiters) : '';
    const claim: Claim = {
      charset,
      encoding: this.#declared ?? (isAscii(charset) ? UTF8 : parseCharset(charset)),
    };
    // Where every byte is ASCII, no encoding can be wrong; it is only needed for what escapes hold.
    if (utf8?.length === bytes.length) return { text: utf8, encoding: claim.encoding ?? UTF8 };
    if (claim.encoding === undefined) return createIssue('hl7.charset-unknown', { place });
    if (utf8 !== undefined) return this.#judgeUtf8(utf8, { bytes, claimed: claim.encoding, place });
    return this.#decodeAs(claim.encoding, { bytes, charset, place });
  }

  /** Letters beyond ASCII that are sound UTF-8 are UTF-8: in another encoding they would make no sense. */
  #judgeUtf8(
    utf8: string,
    {
      bytes,
      claimed,
      place,
    }: { readonly bytes: Uint8Array; readonly claimed: Encoding; readonly place: Place },
  ): Decoded | Issue {
    if (claimed.family === 'utf-8') return { text: utf8, encoding: claimed };
    const values = { encoding: claimed.name };
    if (this.#declared === undefined) return createIssue('hl7.charset-wrong', { place, values });
    if (!this.#doubted) this.issues.push(createIssue('file.encoding-doubtful', { place, values }));
    this.#doubted = true;
    return { text: claimed.decode(bytes), encoding: claimed };
  }

  /** Bytes that are not UTF-8. */
  #decodeAs(
    encoding: Encoding,
    {
      bytes,
      charset,
      place,
    }: { readonly bytes: Uint8Array; readonly charset: string; readonly place: Place },
  ): Decoded | Issue {
    if (this.#declared === undefined && isAscii(charset)) {
      return createIssue('hl7.charset-missing', {
        place,
        values: { candidates: rankEncodings(bytes).join(', ') },
      });
    }
    const text = decodeStrictly(encoding, bytes);
    if (text !== undefined && !UNDEFINED_BYTE.test(text)) return { text, encoding };
    return createIssue('file.undecodable', { place, values: { encoding: encoding.name } });
  }

  #repeatsTooOften(text: string, sign: string): boolean {
    let left = this.#options.maxRepetitions;
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) if (--left < 0) return true;
    return false;
  }
}

/** The first repetition of MSH-18. */
function readCharset(text: string, { field, repetition }: Delimiters): string {
  const end = text.search(/[\r\n]/);
  const charsets = (end < 0 ? text : text.slice(0, end)).split(field)[17] ?? '';
  return (repetition === undefined ? charsets : charsets.split(repetition)[0]!).trim();
}

function decodeStrictly(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    return encoding.decode(bytes);
  } catch {
    return undefined;
  }
}
