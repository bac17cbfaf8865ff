import { createHash } from 'node:crypto';
import { readHl7Bytes } from '../../formats/hl7/read-hl7.ts';
import type { ErrorCondition, Trouble } from './acknowledgement.ts';
import { readHeader, type MessageHeader } from './message-header.ts';

/** Which messages are taken. */
export interface MessagePolicy {
  /** Types (`ADT`) or types with trigger (`ADT^A28`). */
  readonly messages: readonly string[];
  /** Of MSH-11: `P` for production, `T` training, `D` debugging. */
  readonly processingIds: readonly string[];
  readonly maxMessageBytes: number;
}

/** One frame that holds a message which can be answered. */
export interface IncomingMessage {
  readonly bytes: Uint8Array;
  readonly header: MessageHeader;
  /** The same for the same message from the same sender, whenever it is sent. */
  readonly digest: string;
}

/**
 * What a frame holds: a message to take, a message to answer with trouble at once, or `undefined` where there is
 * nobody to answer.
 */
export type Opened =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  | { readonly kind: 'trouble'; readonly header: MessageHeader; readonly trouble: Trouble }
  | { readonly kind: 'acknowledgement' }
  | undefined;

/** Looks at a frame as far as its answer needs. `sender` is what the connection proves of who sends. */
export function openFrame(bytes: Uint8Array, sender: string, policy: MessagePolicy): Opened {
  const header = readHeader(bytes);
  if (header === undefined) return undefined;
  // An acknowledgement is never acknowledged: two systems would never stop.
  if (header.value('messageType') === 'ACK') return { kind: 'acknowledgement' };
  const trouble = findTrouble(bytes, header, policy);
  if (trouble !== undefined) return { kind: 'trouble', header, trouble };
  return { kind: 'message', message: { bytes, header, digest: digestOf(bytes, header, sender) } };
}

function findTrouble(bytes: Uint8Array, header: MessageHeader, policy: MessagePolicy): Trouble | undefined {
  const { messages, processingIds, maxMessageBytes } = policy;
  const reject = (condition: ErrorCondition, text: string): Trouble => ({
    kind: 'rejected',
    condition,
    text,
  });
  if (header.value('controlId') === '') return reject(101, 'MSH-10 is empty.');
  const type = header.value('messageType');
  const isTaken = messages.some((taken) => taken === type || taken === `${type}^${header.value('trigger')}`);
  if (!isTaken) return reject(200, 'Messages of this type are not taken here.');
  if (!/^2(\.\d|$)/.test(header.value('version'))) return reject(203, 'MSH-12 is no version 2.');
  if (!processingIds.includes(header.value('processingId'))) return reject(202, 'MSH-11 is not taken here.');
  // Of the structure alone: in which encoding the letters are, the mapping may say better than MSH-18.
  const read = readHl7Bytes(bytes, 'message', { encoding: 'windows-1252', maxMessageBytes });
  const [unreadable] = read.unreadable;
  if (unreadable !== undefined) return { kind: 'error', condition: 102, text: unreadable.issue.message };
  return read.records.length === 1 ? undefined : reject(102, 'A frame must hold one message.');
}

/**
 * What makes a message the same: who sends it, and every byte but the time of sending, which some systems fill in
 * anew when they send again. Its control id alone is not enough: counters that begin anew would lose messages.
 */
function digestOf(bytes: Uint8Array, header: MessageHeader, sender: string): string {
  const text = Buffer.from(bytes).toString('latin1');
  const time = header.field(7);
  const at = time === '' ? -1 : text.indexOf(time);
  const kept = at < 0 ? text : text.slice(0, at) + text.slice(at + time.length);
  return createHash('sha256').update(`${sender}\0${kept}`, 'latin1').digest('base64url').slice(0, 22);
}
