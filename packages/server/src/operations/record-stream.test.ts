import { createError, type Receipt } from '@contactpoint/contract';
import type { Caller, Command, Directory } from '@contactpoint/directory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerRecordStream } from './record-stream.ts';
import { splitLines } from './split-lines.ts';

const LIMIT = 1000;
const caller: Caller = { clientId: 'c', organisationId: 'o', systems: [] };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

type Submit = Command<'submitRecords'>;
type TakeIn = (command: Submit) => Promise<void>;

/** A directory that gives each value its receipt, after `takeIn`. */
function directoryOf(takeIn: TakeIn = () => Promise.resolve()) {
  const parts: number[] = [];
  const execute = async (command: Submit) => {
    parts.push(command.records.length);
    await takeIn(command);
    const receipts = command.records.map((record, ref): Receipt => ({
      ref,
      recordId: String(Object(record).id ?? ''),
      outcome: record === null ? 'rejected' : 'created',
      issues: [],
      discrepancies: [],
    }));
    return { submissionId: 's', receipts };
  };
  return { parts, directory: { execute } as unknown as Directory };
}

function answer(body: ReadableStream<Uint8Array>, directory: Directory): Response {
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  const request = new Request('https://directory.test/v1/submissions/bulk', init);
  const call = { caller, requestId: 'r1', path: {}, query: {}, body: undefined, request };
  return answerRecordStream(call, { directory, newId: () => crypto.randomUUID(), limitInBytes: LIMIT });
}

type AnswerLine = Partial<Receipt> & { readonly next?: number; readonly problem?: { readonly code: string } };

async function linesOf(response: Response): Promise<readonly AnswerLine[]> {
  const text = await response.text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AnswerLine);
}

const streamOf = (...chunks: readonly string[]): ReadableStream<Uint8Array> =>
  ReadableStream.from(chunks.map(encode));
const recordLines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `${JSON.stringify({ id: at })}\n`).join('');

describe('a stream of records', () => {
  it('is answered with one receipt a record, in order', async () => {
    const { directory, parts } = directoryOf();
    const lines = await linesOf(answer(streamOf(recordLines(2500)), directory));
    expect(lines.map(({ ref, recordId }) => [ref, recordId])).toEqual(
      Array.from({ length: 2500 }, (_, at) => [at, String(at)]),
    );
    expect(Math.max(...parts)).toBeLessThanOrEqual(500);
  });

  it('gathers what comes while the directory is busy, and does not wait for more', async () => {
    const first = Promise.withResolvers<void>();
    let sender: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (sender = controller) });
    const { directory, parts } = directoryOf(() => first.promise);
    const lines = linesOf(answer(body, directory));
    sender?.enqueue(encode(recordLines(1)));
    await turn();
    expect(parts).toEqual([1]);
    for (let count = 0; count < 5; count++) sender?.enqueue(encode(recordLines(2)));
    await turn();
    first.resolve();
    sender?.close();
    expect(await lines).toHaveLength(11);
    expect(parts).toEqual([1, 10]);
  });

  it.each<[name: string, line: string, code: string]>([
    ['is not JSON', '{"a":', 'record.not-json'],
    ['has a member twice', '{"a":1,"a":2}', 'record.not-json'],
    ['is too long', JSON.stringify({ a: 'x'.repeat(LIMIT) }), 'record.line-too-long'],
  ])('loses no other record when a line %s', async (_name, line, code) => {
    const { directory } = directoryOf();
    const lines = await linesOf(answer(streamOf(`{"id":1}\n${line}\n\r\n{"id":2}`), directory));
    expect(lines.map(({ outcome, issues }) => [outcome, issues?.[0]?.code])).toEqual([
      ['created', undefined],
      ['rejected', code],
      ['created', undefined],
    ]);
  });

  it('that breaks off says which records were taken in', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) =>
        sent++ === 0 ? controller.enqueue(encode('{"id":1}\n{"id"')) : controller.error('gone'),
    });
    const lines = await linesOf(answer(body, directoryOf().directory));
    expect(lines.map(({ recordId, next, problem }) => recordId ?? [next, problem?.code])).toEqual([
      '1',
      [1, 'request.interrupted'],
    ]);
  });

  it('ends where the directory does not answer, and says from where to go on', async () => {
    let part = 0;
    const { directory } = directoryOf(() => {
      if (++part === 2) throw createError('directory.unavailable');
      return Promise.resolve();
    });
    const lines = await linesOf(answer(streamOf(recordLines(600)), directory));
    expect(lines).toHaveLength(501);
    expect(lines.at(-1)).toMatchObject({
      next: 500,
      problem: { code: 'directory.unavailable', requestId: 'r1' },
    });
  });

  it('is not read faster than the directory takes in', async () => {
    const busy = Promise.withResolvers<void>();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent += 100;
          controller.enqueue(encode(recordLines(100)));
          if (sent === 100_000) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const lines = linesOf(answer(body, directoryOf(() => busy.promise).directory));
    await turn();
    expect(sent).toBeLessThanOrEqual(1700);
    busy.resolve();
    expect(await lines).toHaveLength(100_001 - 1);
  });

  it('ends with a cursor when its receipts lie unread', async () => {
    const { directory, parts } = directoryOf();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode(recordLines(500))),
    });
    const response = answer(endless, directory);
    for (let turns = 0; turns < 3000 && parts.length < 200; turns++) await turn();
    const lines = await linesOf(response);
    const last = lines.at(-1);
    expect(last).toEqual({ next: lines.length - 1 });
    expect(parts.reduce((sum, count) => sum + count)).toBe(last?.next);
  });

  it('stops when nobody reads any more', async () => {
    let stopped = false;
    const { directory, parts } = directoryOf();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode(recordLines(10))),
      cancel: () => void (stopped = true),
    });
    const reader = answer(endless, directory).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await turn();
    const done = parts.length;
    await turn();
    expect([stopped, parts.length]).toEqual([true, done]);
  });

  /** Lets everything run that can. */
  async function turn(): Promise<void> {
    for (let count = 0; count < 5; count++) await new Promise((resolve) => setImmediate(resolve));
  }
});

describe('splitLines', () => {
  it('gives the same lines however the bytes are cut (INV-35)', async () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '🧒', '\n', '\r'), maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat({ max: 7 })), async (parts, cuts) => {
        const bytes = encode(parts.join('\n'));
        const whole = await collect([bytes]);
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const cut of cuts) chunks.push(bytes.subarray(at, (at += cut)));
        chunks.push(bytes.subarray(at));
        expect(await collect(chunks)).toEqual(whole);
        expect(whole.filter((line) => line !== undefined).join('\n').length).toBeLessThanOrEqual(
          bytes.length,
        );
      }),
    );
  });

  async function collect(chunks: readonly Uint8Array[]): Promise<readonly (string | undefined)[]> {
    const all: (string | undefined)[] = [];
    for await (const lines of splitLines(ReadableStream.from(chunks), 10))
      all.push(...lines.map((line) => line && new TextDecoder().decode(line)));
    return all;
  }
});
