import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createError } from '@contactpoint/contract';
import { parseAcknowledgement, type Acknowledgement } from './acknowledgement.ts';
import { FrameReader, writeFrame } from './frame-reader.ts';
import { readHeader } from './message-header.ts';
import type { MutualTls } from './mllp-feed.ts';

/** Whom to send to. */
export interface MllpClientOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?:
    | (MutualTls & {
        /** The name in the server's certificate; the host unless given. */ readonly servername?: string;
      })
    | undefined;
  /** For connecting, and for each answer. */
  readonly timeoutInMs: number;
}

/** A sender of HL7 v2 messages over one connection, which it opens when it is needed. */
export interface MllpClient {
  /**
   * Sends a message and answers what it was acknowledged with. Several may be on their way at once. Throws
   * `feed.no-answer` when the connection fails first: whether it was taken is unknown then, and sending it again
   * does no harm.
   */
  send(message: Uint8Array): Promise<Acknowledgement>;
  close(): Promise<void>;
}

const MOST_ANSWER_BYTES = 64 * 1024;

/** A message that waits for its answer. */
interface Sent {
  readonly controlId: string;
  readonly resolve: (answer: Acknowledgement) => void;
  readonly reject: (error: Error) => void;
}

/** A client that connects with its first message, and again after a connection has ended. */
export function createMllpClient(options: MllpClientOptions): MllpClient {
  let current: Promise<Connection> | undefined;
  const open = (): Promise<Connection> => {
    const opening = openConnection(options);
    current = opening;
    const forget = (): void => {
      if (current === opening) current = undefined;
    };
    opening.then((connection) => connection.closed.then(forget), forget);
    return opening;
  };
  return {
    send: async (message) => (await (current ?? open())).send(message),
    async close() {
      const connection = await current?.catch(() => undefined);
      await connection?.end();
    },
  };
}

async function openConnection(options: MllpClientOptions): Promise<Connection> {
  const { host, port, tls, timeoutInMs } = options;
  const socket =
    tls === undefined
      ? connectPlain({ host, port, noDelay: true })
      : connectTls({ host, port, ...tls, minVersion: 'TLSv1.2', rejectUnauthorized: true });
  const ready = tls === undefined ? 'connect' : 'secureConnect';
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void => {
      socket.destroy();
      reject(noAnswer(options, reason, cause));
    };
    socket.setTimeout(timeoutInMs, () => fail('timeout'));
    socket.once('error', (cause: NodeJS.ErrnoException) => fail(cause.code ?? 'unknown', cause));
    socket.once(ready, resolve);
  });
  return new Connection(socket, options);
}

class Connection {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #options: MllpClientOptions;
  readonly #frames = new FrameReader(MOST_ANSWER_BYTES);
  readonly #sent: Sent[] = [];

  constructor(socket: Socket, options: MllpClientOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.removeAllListeners('error').removeAllListeners('timeout');
    socket.on('error', () => socket.destroy());
    socket.on('timeout', () => this.#onSilence());
    socket.on('data', (chunk: Uint8Array) => this.#receive(chunk));
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#sent.splice(0).forEach(({ reject }) => reject(noAnswer(options, 'connection closed')));
        resolve();
      });
    });
  }

  send(message: Uint8Array): Promise<Acknowledgement> {
    const controlId = readHeader(message)?.field(10) ?? '';
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) reject(noAnswer(this.#options, 'connection closed'));
      this.#sent.push({ controlId, resolve, reject });
      this.#socket.write(writeFrame(message));
    });
  }

  async end(): Promise<void> {
    this.#socket.end();
    await this.closed;
  }

  #receive(chunk: Uint8Array): void {
    const { frames, fault } = this.#frames.push(chunk);
    for (const frame of frames) this.#answer(parseAcknowledgement(frame));
    if (fault !== undefined) this.#socket.destroy();
  }

  /** Answers come in the order of the messages; another one means that nothing after it can be trusted. */
  #answer(answer: Acknowledgement | undefined): void {
    const sent = this.#sent.shift();
    if (sent !== undefined && answer?.controlId === sent.controlId) {
      sent.resolve(answer);
      return;
    }
    const { host } = this.#options;
    sent?.reject(
      createError('feed.not-understood', { values: { host, reason: 'no acknowledgement of the message' } }),
    );
    this.#socket.destroy();
  }

  #onSilence(): void {
    if (this.#sent.length > 0) this.#socket.destroy();
  }
}

function noAnswer({ host }: MllpClientOptions, reason: string, cause?: unknown): Error {
  return createError('feed.no-answer', { values: { host, reason }, cause });
}
