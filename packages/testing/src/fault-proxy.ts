import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to one request on its way.
 *
 * - `none`: it arrives, and so does its answer
 * - `refused`: the connection is cut before anything arrives
 * - `cutWithin`: the connection is cut when half of the body has arrived
 * - `answerLost`: it is done, and the connection is cut before its answer
 * - `answerCut`: it is done, and half of its answer comes back
 * - `doubled`: it arrives twice at the same time, and one answer comes back
 * - `repeated`: it is done, done again, and the second answer comes back
 * - `unavailable`: something before the directory answers 503
 * - `gateway`: something before the directory answers 502, after it was done
 * - `delayed`: it arrives after the request that follows it, or at once when there is none within 20 ms
 */
export const FAULTS = [
  'none',
  'refused',
  'cutWithin',
  'answerLost',
  'answerCut',
  'doubled',
  'repeated',
  'unavailable',
  'gateway',
  'delayed',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A network that can fail, before a server on this machine. */
export interface FaultProxy {
  readonly url: string;
  /** The faults of the next requests of the API, in order; then none. Requests for tokens are left alone. */
  plan(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

/** Starts the proxy before the server at this address. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const planned: Fault[] = [];
  const followers = new Set<() => void>();
  const server = createServer((incoming, outgoing) => {
    const fault = incoming.url === '/oauth2/token' ? 'none' : (planned.shift() ?? 'none');
    for (const release of followers) release();
    void handle({ incoming, outgoing, target, followers }, fault).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan: (faults) => planned.splice(0, planned.length, ...faults),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Passage {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly target: string;
  /** Requests that wait for the next one to overtake them. */
  readonly followers: Set<() => void>;
}
interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Handle = (passage: Passage, body: Buffer) => Promise<void>;

const HANDLERS: Readonly<Record<Fault, Handle>> = {
  none: async (passage, body) => answer(passage, await forward(passage, body)),
  refused: async ({ outgoing }) => void outgoing.destroy(),
  async cutWithin(passage, body) {
    await forward(passage, body.subarray(0, body.length / 2), body.length).catch(() => undefined);
    passage.outgoing.destroy();
  },
  async answerLost(passage, body) {
    await forward(passage, body);
    passage.outgoing.destroy();
  },
  async answerCut(passage, body) {
    const reply = await forward(passage, body);
    const half = reply.body.subarray(0, reply.body.length / 2);
    passage.outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
    passage.outgoing.write(half, () => passage.outgoing.destroy());
  },
  async doubled(passage, body) {
    const [reply] = await Promise.all([forward(passage, body), forward(passage, body)]);
    answer(passage, reply);
  },
  async repeated(passage, body) {
    await forward(passage, body);
    answer(passage, await forward(passage, body));
  },
  unavailable: async ({ outgoing }) => void outgoing.writeHead(503, { 'retry-after': '0' }).end(),
  async gateway(passage, body) {
    await forward(passage, body);
    passage.outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
  },
  async delayed(passage, body) {
    await overtaken(passage.followers);
    answer(passage, await forward(passage, body));
  },
};

async function handle(passage: Passage, fault: Fault): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of passage.incoming) chunks.push(chunk as Buffer);
  await HANDLERS[fault](passage, Buffer.concat(chunks));
}

/** Sends the request on; with a longer `announced` length the connection is cut when the bytes end. */
function forward(
  { incoming, target }: Passage,
  body: Buffer,
  announced: number = body.length,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { ...incoming.headers, host: new URL(target).host, 'content-length': announced };
    const path = new URL(incoming.url ?? '/', target);
    const sending = request(path, { method: incoming.method ?? 'GET', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sending.on('error', reject);
    if (announced === body.length) sending.end(body);
    else sending.write(body, () => sending.destroy(new Error('cut')));
  });
}

function answer({ outgoing }: Passage, { status, headers, body }: Reply): void {
  outgoing.writeHead(status, headers).end(body);
}

function overtaken(followers: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => release(), 20);
    const release = (): void => {
      clearTimeout(timer);
      followers.delete(release);
      resolve();
    };
    followers.add(release);
  });
}
