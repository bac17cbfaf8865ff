/** How HL7 v2 is read; without an `encoding` each message's MSH-18 is asked. */
export interface Hl7Options {
  /** Taken in place of MSH-18, for senders that leave it out or fill it in wrongly. */
  readonly encoding?: string | undefined;
  readonly maxMessageBytes: number;
  readonly maxSegments: number;
  /** In all fields of a message together. */
  readonly maxRepetitions: number;
  /** So many bytes are decoded in one piece, where a message is not longer. */
  readonly blockBytes: number;
}

/** What an input without options means. A message about one person is a few kilobytes. */
export const HL7_DEFAULTS: Hl7Options = {
  maxMessageBytes: 1024 * 1024,
  maxSegments: 5_000,
  maxRepetitions: 5_000,
  blockBytes: 64 * 1024,
};
