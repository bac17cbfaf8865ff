import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { createError, type ContactPointError } from '@contactpoint/contract';
import { scopeOfAddress } from '@contactpoint/contract/outbound';
import type { Delivery, Feed, FeedState } from '../../feeds/feed.ts';
import { writeAcknowledgements, type Verdict } from './acknowledgement.ts';
import { openFrame, type IncomingMessage, type MessagePolicy } from './incoming-message.ts';
import { MllpConnection, type ConnectionLimits, type PendingReply } from './mllp-connection.ts';
import { RememberedMessages } from './remembered-messages.ts';

/** Certificates of a server that knows its senders, as PEM. */
export interface MutualTls {
  readonly cert: string;
  readonly key: string;
  /** Who signs the certificates of senders. */
  readonly ca: string;
}

/** Where messages are listened for, and which are taken. */
export interface MllpOptions extends MessagePolicy, ConnectionLimits {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Without it only this machine itself may connect. */
  readonly tls?: MutualTls | undefined;
  readonly maxConnections: number;
  /** Remembers which messages were accepted. */
  readonly state: FeedState;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Unique, at most 20 characters. */
  readonly newControlId: () => string;
}

/** A port that HL7 v2 senders connect to. */
export interface MllpFeed extends Feed {
  /** Opens the port, where `deliveries` has not; answers which one. */
  listen(): Promise<number>;
}

/** What one delivery may hold: enough to fill a request, not enough to keep its senders waiting. */
const MOST_MESSAGES = 500;
const MOST_BYTES = 8 * 1024 * 1024;

/** A message that waits to be taken. */
interface Waiting {
  readonly message: IncomingMessage;
  readonly reply: PendingReply;
}

/**
 * Listens for HL7 v2 messages. What has arrived from all senders is one delivery; its messages are acknowledged when
 * it is accepted, each to its sender in order. Throws `mllp.public-without-tls` for an address that others can reach
 * without proving who they are.
 */
export function createMllpFeed(options: MllpOptions): MllpFeed {
  refusePublicBind(options);
  return new OpenFeed(options);
}

function refusePublicBind({ host, tls }: MllpOptions): void {
  if (tls !== undefined || host === 'localhost' || scopeOfAddress(host) === 'loopback') return;
  throw createError('mllp.public-without-tls', { values: { host } });
}

class OpenFeed implements MllpFeed {
  readonly #options: MllpOptions;
  readonly #server: Server;
  readonly #remembered: RememberedMessages;
  readonly #connections = new Set<MllpConnection>();
  #waiting: Waiting[] = [];
  #wake: (() => void) | undefined;
  #listening: Promise<number> | undefined;
  #isClosed = false;

  constructor(options: MllpOptions) {
    this.#options = options;
    this.#remembered = new RememberedMessages(options.state, options.now);
    const { tls } = options;
    const settings = { allowHalfOpen: true, noDelay: true };
    const accept = (socket: Socket): void => this.#connect(socket);
    this.#server =
      tls === undefined
        ? createPlainServer(settings, accept)
        : createTlsServer({ ...settings, ...tls, ...STRICT_TLS }, accept);
    this.#server.maxConnections = options.maxConnections;
  }

  listen(): Promise<number> {
    return (this.#listening ??= this.#open());
  }

  async *deliveries({
    signal,
  }: { readonly signal?: AbortSignal | undefined } = {}): AsyncGenerator<Delivery> {
    await this.listen();
    for (;;) {
      await this.#arrival(signal);
      if (this.#isClosed) return;
      const taken = this.#take();
      if (taken.size > 0) yield this.#deliver(taken);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    // Those not acknowledged are sent again to whoever listens next.
    for (const connection of this.#connections) connection.destroy();
    await this.#remembered.save();
    if (this.#listening !== undefined) await closed;
  }

  async #open(): Promise<number> {
    await this.#remembered.load();
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (cause: NodeJS.ErrnoException) =>
        reject(
          createError('mllp.port-not-free', {
            values: { host, port, reason: cause.code ?? 'unknown' },
            cause,
          }),
        ),
      );
      this.#server.listen(port, host, resolve);
    });
    // A handshake that fails is one sender's trouble.
    this.#server.on('error', () => undefined);
    return (this.#server.address() as AddressInfo).port;
  }

  #connect(socket: Socket): void {
    const sender = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : '';
    const connection = new MllpConnection(socket, this.#options, (frame, reply) =>
      this.#receive(frame, sender, reply),
    );
    this.#connections.add(connection);
    socket.once('close', () => this.#connections.delete(connection));
  }

  #receive(frame: Uint8Array, sender: string, reply: PendingReply): void {
    const opened = openFrame(frame, sender, this.#options);
    if (opened === undefined) reply.abandon();
    else if (opened.kind === 'acknowledgement') reply.settle([]);
    else if (opened.kind === 'trouble') reply.settle(this.#answer(opened.header, opened.trouble));
    else {
      this.#waiting.push({ message: opened.message, reply });
      this.#wake?.();
    }
  }

  /** Resolves when a message waits, or the feed is closed. */
  async #arrival(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#waiting.length > 0 || this.#isClosed) return;
    const stop = Promise.withResolvers<never>();
    const onAbort = (): void => stop.reject(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), stop.promise]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#wake = undefined;
    }
  }

  /** Those that wait, by digest, oldest first; what was accepted before is acknowledged and left out. */
  #take(): Map<string, Waiting[]> {
    const taken = new Map<string, Waiting[]>();
    let bytes = 0;
    let count = 0;
    for (const waiting of this.#waiting) {
      if (taken.size >= MOST_MESSAGES || bytes >= MOST_BYTES) break;
      count++;
      const { digest, header } = waiting.message;
      const same = taken.get(digest);
      if (this.#remembered.has(digest)) waiting.reply.settle(this.#answer(header, { kind: 'accepted' }));
      else if (same !== undefined) same.push(waiting);
      else {
        taken.set(digest, [waiting]);
        bytes += waiting.message.bytes.length;
      }
    }
    this.#waiting = this.#waiting.slice(count);
    return taken;
  }

  #deliver(taken: ReadonlyMap<string, readonly Waiting[]>): Delivery {
    const messages = [...taken.values()].map(([first]) => first!.message);
    const settle = (verdict: Verdict): void => {
      for (const { message, reply } of [...taken.values()].flat())
        reply.settle(this.#answer(message.header, verdict));
    };
    return {
      file: toFile(messages),
      accept: async () => {
        await this.#remembered.add(taken.keys());
        settle({ kind: 'accepted' });
      },
      refuse: (error) => {
        if (error.recovery === 'retry') [...taken.values()].flat().forEach(({ reply }) => reply.abandon());
        else settle(describeError(error));
        return Promise.resolve();
      },
    };
  }

  #answer(header: IncomingMessage['header'], verdict: Verdict): readonly Uint8Array[] {
    const { now, newControlId } = this.#options;
    return writeAcknowledgements(header, verdict, () => ({
      now: new Date(now()),
      controlId: newControlId(),
    }));
  }
}

const STRICT_TLS = {
  requestCert: true,
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  handshakeTimeout: 10_000,
} as const;

function describeError({ code }: ContactPointError): Verdict {
  return { kind: 'error', condition: 207, text: `Not taken (${code}).` };
}

const LINE_END = Uint8Array.of(0x0d);

/** The messages of a delivery as one file, named after the first of them as its sender calls it. */
function toFile(messages: readonly IncomingMessage[]): Delivery['file'] {
  const [first] = messages;
  const controlId = first!.header
    .value('controlId')
    .replace(/[^\w.-]/g, '_')
    .slice(0, 50);
  const others = messages.length > 1 ? ` and ${messages.length - 1} more` : '';
  return {
    name: `mllp ${controlId}${others}`,
    async *open({ signal, onBytes } = {}) {
      for (const { bytes } of messages) {
        signal?.throwIfAborted();
        onBytes?.(bytes.length);
        yield bytes;
        yield LINE_END;
      }
    },
  };
}
