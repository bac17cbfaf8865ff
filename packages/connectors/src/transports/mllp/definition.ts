import { randomUUID } from 'node:crypto';
import { createError } from '@contactpoint/contract';
import { readOptionFile } from '../read-option-file.ts';
import type { TransportContext, TransportDefinition } from '../transport.ts';
import { createMllpFeed, type MutualTls } from './mllp-feed.ts';

/** Options as an input of a mapping gives them. */
export interface MllpInput {
  readonly host: string;
  readonly port: number;
  readonly cert?: string;
  readonly keyFile?: string;
  readonly ca?: string;
  readonly messages?: readonly string[];
  readonly processingIds?: readonly string[];
  readonly maxMessageBytes: number;
  readonly maxConnections: number;
  readonly frameTimeoutInSeconds: number;
  readonly idleTimeoutInSeconds: number;
}

/** A port for HL7 v2 senders. */
export const definition: TransportDefinition = {
  id: 'mllp',
  title: 'HL7 v2 over MLLP',
  description:
    'Listens for HL7 v2 messages from hospital and child health systems. A message is acknowledged once it is durable; ' +
    'one that is sent again is acknowledged again and taken once. Other machines must prove who they are with a certificate.',
  direction: 'listen',
  delivers: 'messages',
  options: {
    host: {
      type: 'string',
      description: 'The address to listen on. Any but this machine’s own needs cert, keyFile and ca.',
      default: '127.0.0.1',
      examples: ['0.0.0.0'],
    },
    port: { type: 'integer', description: 'The port.', default: 2575, minimum: 0, maximum: 65_535 },
    cert: { type: 'string', description: 'File of the certificate of this server, as PEM.' },
    keyFile: { type: 'string', description: 'File of its key, as PEM.' },
    ca: { type: 'string', description: 'File of the certificates that sign those of senders, as PEM.' },
    messages: {
      type: 'array',
      description: 'The types of messages that are taken, alone or with their event; ADT where left out.',
      items: { type: 'string', description: 'A type, with or without event.' },
      examples: [['ADT^A28', 'ADT^A31', 'ADT^A40']],
    },
    processingIds: {
      type: 'array',
      description: 'What MSH-11 may say; P where left out, so that training messages are refused.',
      items: { type: 'string', description: 'A processing id.', enum: ['P', 'T', 'D'] },
    },
    maxMessageBytes: {
      type: 'integer',
      description: 'A message longer than this ends its connection.',
      default: 1024 * 1024,
      minimum: 1024,
      maximum: 64 * 1024 * 1024,
    },
    maxConnections: {
      type: 'integer',
      description: 'Senders at one time.',
      default: 32,
      minimum: 1,
      maximum: 1024,
    },
    frameTimeoutInSeconds: {
      type: 'integer',
      description: 'How long one message may take to arrive.',
      default: 60,
      minimum: 1,
      maximum: 3600,
    },
    idleTimeoutInSeconds: {
      type: 'integer',
      description: 'How long a connection may be silent.',
      default: 3600,
      minimum: 1,
      maximum: 86_400,
    },
  },
  required: [],
  example: { transport: 'mllp', format: 'hl7', port: 2575, messages: ['ADT^A28', 'ADT^A31', 'ADT^A40'] },
  async create(options, context) {
    const { state, now } = context;
    const input = options as unknown as MllpInput;
    return createMllpFeed({
      host: input.host,
      port: input.port,
      tls: await readMutualTls(input, context),
      messages: input.messages ?? ['ADT'],
      processingIds: input.processingIds ?? ['P'],
      maxMessageBytes: input.maxMessageBytes,
      maxConnections: input.maxConnections,
      frameTimeoutInMs: input.frameTimeoutInSeconds * 1000,
      idleTimeoutInMs: input.idleTimeoutInSeconds * 1000,
      state,
      now,
      newControlId: () => randomUUID().replaceAll('-', '').slice(0, 20),
    });
  },
};

/** All three files or none: a server that shows a certificate and asks for none would know nobody. */
async function readMutualTls(
  { cert, keyFile, ca }: MllpInput,
  context: TransportContext,
): Promise<MutualTls | undefined> {
  if (cert === undefined && keyFile === undefined && ca === undefined) return undefined;
  if (cert === undefined || keyFile === undefined || ca === undefined) {
    const values = {
      option: 'cert, keyFile, ca',
      problem: 'give all three or none',
      format: 'mllp',
      known: 'cert, keyFile, ca',
    };
    throw createError('input.option-wrong', { values });
  }
  const [certText, keyText, caText] = await Promise.all(
    [cert, keyFile, ca].map((path) => readOptionFile(path, context)),
  );
  return { cert: certText!, key: keyText!, ca: caText! };
}
