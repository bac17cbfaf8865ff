import type { FormatDefinition } from '../../format.ts';
import { HL7_DEFAULTS } from './hl7-options.ts';
import { createHl7Format } from './read-hl7.ts';

/** HL7 v2: messages as hospital and child health systems send them, one record a message. */
export const definition: FormatDefinition = {
  id: 'hl7',
  title: 'HL7 v2',
  description:
    'HL7 v2 messages, alone, in batches (FHS, BHS) or as captured from MLLP. Each message is a record; values ' +
    'are addressed as PID-5.1 or PID-3[NHS].1, lists as NK1 or PID-11. Segments that a mapping does not name, Z ' +
    'segments among them, are left alone.',
  mediaTypes: ['x-application/hl7-v2+er7', 'application/edi-hl7'],
  fileExtensions: ['hl7', 'er7'],
  options: {
    encoding: {
      type: 'string',
      description:
        'Encoding of the messages, in place of what MSH-18 says; for senders that leave it out or fill it in wrongly.',
      examples: ['windows-1252'],
    },
    maxRecordBytes: {
      type: 'integer',
      description: 'A message longer than this is unreadable.',
      default: HL7_DEFAULTS.maxMessageBytes,
      minimum: 1024,
      maximum: 64 * 1024 * 1024,
    },
  },
  required: [],
  example: { format: 'hl7', file: 'adt*.hl7' },
  create: ({ encoding, maxRecordBytes }) =>
    createHl7Format({
      ...(typeof encoding === 'string' && { encoding }),
      ...(typeof maxRecordBytes === 'number' && { maxMessageBytes: maxRecordBytes }),
    }),
};
