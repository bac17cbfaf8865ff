import type { IssueCode } from '@contactpoint/contract';
import { toEncoding, type Encoding } from '../../text/encoding.ts';
import type { ByteQueue } from '../../bytes/byte-queue.ts';
import { rankEncodings } from '../../text/rank-encodings.ts';
import { isAscii, parseCharset } from './charsets.ts';
import type { Delimiters } from './delimiters.ts';
import { decodeStrictly } from './message-block.ts';
import type { ScannedMessage } from './message-scanner.ts';
import { splitPart } from './split-part.ts';

/** What is wrong with a message; an issue once its place is known. */
export interface Trouble {
  readonly code: IssueCode;
  readonly values?: Readonly<Record<string, string | number>>;
}
export interface Decoded {
  readonly text: string;
  /** What escaped bytes are in, too. */
  readonly encoding: Encoding;
}
/** What MSH-18 says, and the encoding that it means; undefined for one that is not known. */
interface Claim {
  readonly charset: string;
  readonly encoding: Encoding | undefined;
}

const UTF8 = toEncoding('utf-8');
const WINDOWS = toEncoding('windows-1252');
/** What the undefined bytes of a single-byte encoding decode to. */
const UNDEFINED_BYTE = /[\x80-\x9f\ufffd]/;

/**
 * Turns bytes into text by the encoding that a mapping, a byte order mark or MSH-18 names; where nobody names one,
 * only as UTF-8. An encoding that the bytes contradict is trouble, never a guess.
 */
export class MessageDecoder {
  /** Whether what a mapping declares was contradicted by any message. */
  isDoubtful = false;
  readonly declared: Encoding | undefined;
  readonly #queue: ByteQueue;
  /** The claim of the last message: the next one makes the same. */
  #claim: Claim = { charset: '', encoding: UTF8 };

  /** `queue` holds the bytes of what is decoded. */
  constructor(declared: Encoding | undefined, queue: ByteQueue) {
    this.declared = declared;
    this.#queue = queue;
  }

  decode(message: ScannedMessage, delimiters: Delimiters): Decoded | Trouble {
    const utf8 = message.utf8 ?? decodeStrictly(UTF8, this.#bytesOf(message));
    // Where every byte is ASCII no encoding can be wrong, and only escaped bytes need one.
    const isAsciiOnly = utf8?.length === message.end - message.start;
    if (isAsciiOnly && !holdsEscapedBytes(utf8, delimiters)) return { text: utf8, encoding: UTF8 };
    if (this.declared !== undefined) {
      if (utf8 !== undefined && !isAsciiOnly) this.#doubt(this.declared);
      return decodeAs(this.declared, this.#bytesOf(message));
    }
    const claim = this.#readClaim(utf8 ?? WINDOWS.decode(this.#bytesOf(message)), delimiters);
    if (isAsciiOnly) return { text: utf8, encoding: claim.encoding ?? UTF8 };
    return utf8 === undefined ? decodeClaimed(claim, this.#bytesOf(message)) : acceptUtf8(claim, utf8);
  }

  /** Letters beyond ASCII that are sound UTF-8 are UTF-8: in another encoding they would make no sense. */
  #doubt(declared: Encoding): void {
    if (declared.family !== 'utf-8') this.isDoubtful = true;
  }

  #bytesOf({ raw, start, end }: ScannedMessage): Uint8Array {
    return raw?.subarray(0, end - start) ?? this.#queue.view(start, end);
  }

  #readClaim(text: string, { field, repetition }: Delimiters): Claim {
    const header = splitPart(splitPart(text, '\r', 1)!, '\n', 1)!;
    const charset = splitPart(splitPart(header, field, 18) ?? '', repetition, 1)!.trim();
    if (charset !== this.#claim.charset) {
      this.#claim = { charset, encoding: isAscii(charset) ? UTF8 : parseCharset(charset) };
    }
    return this.#claim;
  }
}

function holdsEscapedBytes(text: string, { escape }: Delimiters): boolean {
  return escape !== undefined && text.includes(`${escape}X`);
}

/** Letters beyond ASCII that are sound UTF-8, as a message that names its own encoding. */
function acceptUtf8({ encoding }: Claim, utf8: string): Decoded | Trouble {
  if (encoding === undefined) return { code: 'hl7.charset-unknown' };
  if (encoding.family === 'utf-8') return { text: utf8, encoding };
  return { code: 'hl7.charset-wrong', values: { encoding: encoding.name } };
}

/** Bytes that are no UTF-8, as a message that names its own encoding. */
function decodeClaimed({ charset, encoding }: Claim, bytes: Uint8Array): Decoded | Trouble {
  if (encoding === undefined) return { code: 'hl7.charset-unknown' };
  if (!isAscii(charset)) return decodeAs(encoding, bytes);
  return { code: 'hl7.charset-missing', values: { candidates: rankEncodings(bytes).join(', ') } };
}

function decodeAs(encoding: Encoding, bytes: Uint8Array): Decoded | Trouble {
  const text = decodeStrictly(encoding, bytes);
  if (text !== undefined && (encoding.family === 'utf-8' || !UNDEFINED_BYTE.test(text)))
    return { text, encoding };
  return { code: 'file.undecodable', values: { encoding: encoding.name } };
}
