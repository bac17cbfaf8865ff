import { generateKeyPairSync } from 'node:crypto';
import type { Clock } from '../src/clock.ts';
import {
  createContactPoint,
  privateKeyJwt,
  type ContactPoint,
  type ContactPointOptions,
  type PrivateJwk,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from '../src/index.ts';

/** One answer of a scripted directory: a status with a body and headers, an error to throw, or silence. */
export type Step =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly throws: unknown }
  | 'silence';

/** A transport that answers what it is told, in order; the last step repeats. Tokens are always granted. */
export interface ScriptTransport extends Transport {
  /** The requests to the API itself. */
  readonly requests: TransportRequest[];
  /** The forms of the requests for tokens. */
  readonly tokenForms: URLSearchParams[];
}

/** A transport that answers by these steps in turn, the last of them again and again, and notes what it was asked. */
export function scriptTransport(
  steps: readonly Step[],
  token = (count: number): Step => granted(count),
): ScriptTransport {
  const requests: TransportRequest[] = [];
  const tokenForms: URLSearchParams[] = [];
  return {
    requests,
    tokenForms,
    send(request) {
      if (request.url.endsWith('/oauth2/token')) {
        tokenForms.push(new URLSearchParams(request.body));
        return play(token(tokenForms.length), request);
      }
      requests.push(request);
      return play(steps[Math.min(requests.length, steps.length) - 1] ?? 'silence', request);
    },
  };
}

function granted(count: number): Step {
  return { status: 200, body: { access_token: `token-${count}`, token_type: 'Bearer', expires_in: 300 } };
}

function play(step: Step, { signal }: TransportRequest): Promise<TransportAnswer> {
  if (step === 'silence')
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
    );
  // A rejection as a transport of a stranger may make it: of any kind.
  if ('throws' in step) return Promise.reject(step.throws as Error);
  const headers = { 'content-type': 'application/json', ...step.headers };
  const body = typeof step.body === 'string' ? step.body : JSON.stringify(step.body ?? {});
  return Promise.resolve({
    status: step.status,
    header: (name) => (headers as Readonly<Record<string, string>>)[name],
    body,
  });
}

/** A clock that stands still but for sleeps, of which each passes at once; a deadline passes when told. */
export interface TestClock extends Clock {
  readonly sleeps: number[];
  /** Lets this much time pass: deadlines that end within it do. */
  pass(durationInMs: number): Promise<void>;
}

/** A clock that passes waits at once; a deadline ends when a test lets its time pass. */
export function createTestClock({ random = 0.5, waits = true } = {}): TestClock {
  let now = Date.UTC(2026, 10, 20, 9);
  const sleeps: number[] = [];
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    sleeps,
    now: () => now,
    random: () => random,
    sleep(durationInMs, signal) {
      return new Promise((resolve) => {
        const sleeper = { until: now + durationInMs, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => (sleepers.delete(sleeper), resolve()), { once: true });
        // Deadlines are the sleeps of a minute; what is shorter is a wait between attempts.
        if (durationInMs >= DEADLINE_IN_MS || !waits) return;
        sleeps.push(durationInMs);
        void this.pass(durationInMs);
      });
    },
    pass(durationInMs) {
      now += durationInMs;
      for (const sleeper of [...sleepers])
        if (sleeper.until <= now) {
          sleepers.delete(sleeper);
          sleeper.wake();
        }
      return Promise.resolve();
    },
  };
}

/** The deadline of a call unless said, in milliseconds. */
const DEADLINE_IN_MS = 60_000;

/** A private key for tests. */
export function createPrivateJwk(type: 'ed25519' | 'ec' | 'rsa' = 'ed25519'): PrivateJwk {
  const pair =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ed25519');
  return { ...pair.privateKey.export({ format: 'jwk' }), kid: 'k1' } as unknown as PrivateJwk;
}

const privateKeyJwk = createPrivateJwk();

/** A client over a scripted directory, in which the practitioner `p-harker` is signed in. */
export function createTestClient(
  transport: Transport,
  changes: Partial<ContactPointOptions> = {},
): ContactPoint {
  return createContactPoint({
    baseUrl: 'https://directory.example',
    auth: privateKeyJwt({
      clientId: 'wirral',
      privateKeyJwk,
      signIn: (user) =>
        user === 'p-harker' ? { stages: ['pwd', 'otp'], signedInAt: Date.UTC(2026, 10, 20, 8) } : undefined,
    }),
    transport,
    clock: createTestClock(),
    ...changes,
  });
}
