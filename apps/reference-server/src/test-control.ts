import { RULES } from '@contactpoint/contract';
import type { SocketHandler } from './http-server.ts';
import { operationIdOf, type Handler, type OpenOperation, type RequestLogEntry } from '@contactpoint/server';

/** A fault that is planned for the next requests of an operation, or of any (`POST /_test/faults`). */
export interface PlannedFault {
  readonly kind: 'status' | 'delay' | 'dropBefore' | 'dropAfterCommit' | 'truncate';
  /** The operation's id in the contract. */
  readonly operation?: string;
  /** Of `status`; 503 unless said. */
  readonly status?: number;
  /** Of `delay`; 1,000 unless said. */
  readonly delayInMs?: number;
  /** How many requests it meets; 1 unless said. */
  readonly times?: number;
}

/** What a test holds of a server: its clock, its faults, what it was asked, and its memory. */
export interface TestControl {
  /** The directory's time, in milliseconds since the epoch. Tokens keep to the machine's. */
  readonly now: () => number;
  readonly log: (entry: RequestLogEntry) => void;
  readonly operations: readonly OpenOperation[];
  /** The handler with the planned faults before it. */
  withFaults(handler: Handler): SocketHandler;
}

/** What a test may change of a server. */
export interface TestControlOptions {
  /** The machine's time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Empties the directory. */
  readonly reset: () => Promise<void>;
  /** Fills it with a scenario; throws `serve.scenario-unknown`. */
  readonly seed: (scenario: string, seed: number) => Promise<void>;
  readonly sleep: (durationInMs: number) => Promise<void>;
}

const TEST_PATH = '/_test/';
const LIMIT_IN_BYTES = 65_536;
const OK = { status: 'ok' } as const;

/** The operations of test mode, with the clock, the log and the faults that they steer. */
export function createTestControl({ now, reset, seed, sleep }: TestControlOptions): TestControl {
  const state: State = { aheadInMs: 0, requests: [], faults: [] };
  const operations = testOperations(state, { now, reset, seed });
  const ownIds = new Set(operations.map(({ id }) => id));
  return {
    now: () => now() + state.aheadInMs,
    log(entry) {
      if (!ownIds.has(entry.operation)) state.requests.push(entry);
    },
    operations,
    withFaults: (handler) => async (request, cut) => {
      const { pathname } = new URL(request.url);
      const fault = pathname.startsWith(TEST_PATH)
        ? undefined
        : takeFault(state.faults, operationIdOf(request.method, pathname));
      return fault ? FAULTS[fault.kind](fault, { request, handler, cut, sleep }) : handler(request);
    },
  };
}

/** What a test has set, and what it may ask for. */
interface State {
  /** How far the directory's clock is ahead of the machine's, in milliseconds. */
  aheadInMs: number;
  requests: RequestLogEntry[];
  faults: PlannedFault[];
}

function testOperations(
  state: State,
  { now, reset, seed }: Pick<TestControlOptions, 'now' | 'reset' | 'seed'>,
): readonly OpenOperation[] {
  const route = { access: 'open', method: 'POST' } as const;
  const body = { mediaType: 'application/json', limitInBytes: LIMIT_IN_BYTES } as const;
  return [
    {
      ...route,
      id: 'resetDirectory',
      path: '/_test/reset',
      async answer() {
        await reset();
        Object.assign(state, { aheadInMs: 0, requests: [], faults: [] });
        return OK;
      },
    },
    {
      ...route,
      id: 'seedDirectory',
      path: '/_test/seed',
      body,
      async answer({ body: given }) {
        const { scenario, seed: number = 0 } = given as SeedRequest;
        await seed(scenario, number);
        return OK;
      },
    },
    {
      ...route,
      id: 'setClock',
      path: '/_test/clock',
      body,
      answer({ body: given }) {
        const { now: instant, advanceInSeconds = 0 } = given as ClockRequest;
        if (instant !== undefined) state.aheadInMs = Date.parse(instant) - now();
        state.aheadInMs += advanceInSeconds * 1000;
        return OK;
      },
    },
    {
      ...route,
      id: 'planFaults',
      path: '/_test/faults',
      body,
      answer({ body: given }) {
        state.faults = [...(given as { readonly faults: readonly PlannedFault[] }).faults];
        return OK;
      },
    },
    ...inspections(state),
  ];
}

/** What a test may look at. */
function inspections(state: State): readonly OpenOperation[] {
  const route = { access: 'open', method: 'GET' } as const;
  return [
    {
      ...route,
      id: 'listRequests',
      path: '/_test/requests',
      answer: () => ({ requests: state.requests }),
    },
    {
      ...route,
      id: 'getConformance',
      path: '/_test/conformance',
      answer: () => ({ rules: RULES.map(({ id, title, state: proven }) => ({ id, title, state: proven })) }),
    },
  ];
}

/** The first fault that is planned for this operation; one of its times is used up. */
function takeFault(faults: PlannedFault[], operation: string | undefined): PlannedFault | undefined {
  const at = faults.findIndex((fault) => (fault.operation ?? operation) === operation);
  const fault = faults[at];
  if (!fault) return undefined;
  const times = (fault.times ?? 1) - 1;
  faults.splice(at, 1, ...(times > 0 ? [{ ...fault, times }] : []));
  return fault;
}

interface SeedRequest {
  readonly scenario: string;
  readonly seed?: number;
}

interface ClockRequest {
  readonly now?: string;
  readonly advanceInSeconds?: number;
}

interface Struck {
  readonly request: Request;
  readonly handler: Handler;
  readonly cut: () => void;
  readonly sleep: (durationInMs: number) => Promise<void>;
}

const FAULTS: Readonly<
  Record<PlannedFault['kind'], (fault: PlannedFault, struck: Struck) => Promise<Response>>
> = {
  async status({ status = 503 }) {
    return new Response(undefined, { status });
  },
  async delay({ delayInMs = 1000 }, { request, handler, sleep }) {
    await sleep(delayInMs);
    return handler(request);
  },
  async dropBefore(_fault, { cut }) {
    cut();
    return new Response();
  },
  async dropAfterCommit(_fault, { request, handler, cut }) {
    await (await handler(request)).arrayBuffer();
    cut();
    return new Response();
  },
  async truncate(_fault, { request, handler, cut }) {
    const { body, status, headers } = await handler(request);
    return new Response(body && half(body, cut), { status, headers });
  },
};

/** Half of a body that fits into one chunk, then the cut. */
function half(body: ReadableStream<Uint8Array>, cut: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let begun = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (begun) return cut();
      begun = true;
      const { value = new Uint8Array() } = await reader.read();
      controller.enqueue(value.subarray(0, value.length / 2));
    },
  });
}
