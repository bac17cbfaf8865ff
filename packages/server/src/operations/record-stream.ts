import { createIssue, type Issue, type Receipt } from '@contactpoint/contract';
import { parseJson } from '@contactpoint/contract/json';
import type { Directory } from '@contactpoint/directory';
import type { GuardedCall } from '../operation.ts';
import { toProblem } from '../problem.ts';
import { bodyOf } from '../request/read-body.ts';
import { splitLines } from './split-lines.ts';
import { createWaitingLine, type WaitingLine } from './waiting-line.ts';

/** Records that go to the directory together: as many as came while the last ones were taken in, up to this. */
const MOST_TOGETHER = 500;
/** Records that may wait before the sender is asked for patience. */
const MOST_WAITING = 1000;
/** Bytes of receipts that may lie unread before the answer ends: some 20,000 receipts. */
const MOST_UNREAD_IN_BYTES = 4 * 1024 * 1024;

/** What a stream of records is given to, and how long its lines may be. */
export interface RecordStreamOptions {
  readonly directory: Directory;
  readonly newId: () => string;
  /** The longest a record's line may be, in bytes. */
  readonly limitInBytes: number;
}

/** A line of the stream: a value for the directory, and why it cannot be one where it is not JSON. */
interface Line {
  readonly value: unknown;
  readonly issue?: Issue;
}

/**
 * Answers a stream of records, one a line, with a stream of receipts in the same order. Reads no faster than
 * the directory takes in. Never fails as a whole because of one record. When it must end early (the receipts
 * lie unread, the directory is not available) its last line is `{next, problem?}`: the position of the first
 * record that was not taken in.
 */
export function answerRecordStream(call: GuardedCall, options: RecordStreamOptions): Response {
  const line = createWaitingLine<Line>(MOST_WAITING);
  const receipts = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        void readLines(call.request, line, options.limitInBytes);
        void writeReceipts(controller, takeIn(line, { call, options }));
      },
      cancel: () => line.leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_IN_BYTES }),
  );
  return new Response(receipts, { headers: { 'content-type': 'application/x-ndjson' } });
}

async function readLines(request: Request, line: WaitingLine<Line>, limit: number): Promise<void> {
  try {
    for await (const lines of splitLines(bodyOf(request), limit))
      if (!(await line.bring(lines.map((bytes) => toLine(bytes, limit))))) return;
    line.end();
  } catch (error) {
    line.end(error);
  }
}

function toLine(bytes: Uint8Array | undefined, limit: number): Line {
  if (!bytes) return { value: null, issue: createIssue('record.line-too-long', { values: { limit } }) };
  const parsed = parseJson(bytes);
  return parsed.fault === undefined ? parsed : { value: null, issue: createIssue('record.not-json') };
}

interface Taking {
  readonly call: GuardedCall;
  readonly options: RecordStreamOptions;
}

/** Writes the lines of the answer until the end, or until nobody reads them. */
async function writeReceipts(
  controller: ReadableStreamDefaultController<Uint8Array>,
  parts: AsyncGenerator<readonly object[], void, boolean>,
): Promise<void> {
  try {
    let unread = false;
    for (;;) {
      const { done, value } = await parts.next(unread);
      if (done) break;
      controller.enqueue(toText(value));
      unread = (controller.desiredSize ?? 0) <= 0;
    }
    controller.close();
  } catch {
    // The reader has gone: there is nobody left to tell, and what was taken in stays so.
  }
}

/** The lines of the answer, part by part; told after each whether too much of it lies unread. */
async function* takeIn(
  line: WaitingLine<Line>,
  taking: Taking,
): AsyncGenerator<readonly object[], void, boolean> {
  let next = 0;
  try {
    for (;;) {
      const lines = await line.take(MOST_TOGETHER);
      if (lines.length === 0) return;
      const first = next;
      const receipts = await submit(lines, taking);
      next += lines.length;
      const unread = yield receipts.map((receipt) => ({ ...receipt, ref: first + receipt.ref }));
      if (!unread) continue;
      yield [{ next }];
      return;
    }
  } catch (thrown) {
    yield [{ next, problem: toProblem(thrown, taking.call.requestId) }];
  } finally {
    line.leave();
  }
}

async function submit(lines: readonly Line[], { call, options }: Taking): Promise<readonly Receipt[]> {
  // Each part is a request of its own: a stream sent again may be cut elsewhere, and is told by its records.
  const { receipts } = await options.directory.execute<'submitRecords'>({
    type: 'submitRecords',
    caller: call.caller,
    requestId: options.newId(),
    records: lines.map(({ value }) => value),
  });
  return receipts.map((receipt, at) => {
    const issue = lines[at]?.issue;
    return issue ? { ...receipt, issues: [issue] } : receipt;
  });
}

const encoder = new TextEncoder();

function toText(values: readonly object[]): Uint8Array {
  return encoder.encode(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}
