import type { Receipt, RecordReference } from '@contactpoint/contract';
import type { Directory } from '@contactpoint/directory';
import type { GuardedCall, GuardedOperation } from '../operation.ts';
import type { HandlerOptions } from '../ports.ts';
import { execute } from './execute.ts';
import { answerRecordStream } from './record-stream.ts';

/** 16 KiB a record is four times what a full one needs. */
const RECORD_LIMIT_IN_BYTES = 16 * 1024;

/** What the operations that supply records need. */
export type SubmissionOptions = Pick<HandlerOptions, 'directory' | 'newId'>;

/** Supplying records. Each is judged for itself by the directory; here only the frame around them is. */
export function submissionOperations(options: SubmissionOptions): readonly GuardedOperation[] {
  const { directory } = options;
  const route = { method: 'POST', access: 'token', writes: true } as const;
  const one = { mediaType: 'application/json', limitInBytes: RECORD_LIMIT_IN_BYTES } as const;
  return [
    {
      ...route,
      id: 'submitRecords',
      path: '/v1/submissions',
      body: { mediaType: 'application/json', limitInBytes: 1000 * RECORD_LIMIT_IN_BYTES },
      answer: (call) =>
        submit(directory, call, (call.body as { readonly records: readonly unknown[] }).records),
    },
    {
      ...route,
      id: 'upsertRecord',
      path: '/v1/records/upsert',
      body: one,
      answer: (call) => submitOne(directory, call, (call.body as { readonly record: unknown }).record),
    },
    {
      ...route,
      id: 'withdrawRecord',
      path: '/v1/records/withdraw',
      body: one,
      answer: ({ caller, requestId, body }) =>
        directory.execute<'withdrawRecord'>({
          type: 'withdrawRecord',
          caller,
          requestId,
          reference: body as RecordReference,
        }),
    },
    {
      id: 'listReceipts',
      method: 'GET',
      path: '/v1/submissions/:id/receipts',
      access: 'token',
      answer: (call) => {
        const { id: submissionId } = call.path;
        return execute(directory, { type: 'listReceipts', submissionId, after: call.query['after'] }, call);
      },
    },
    {
      ...route,
      id: 'submitStream',
      path: '/v1/submissions/bulk',
      body: { mediaType: 'application/x-ndjson', limitInBytes: RECORD_LIMIT_IN_BYTES },
      answer: (call) => answerRecordStream(call, { ...options, limitInBytes: RECORD_LIMIT_IN_BYTES }),
    },
  ];
}

function submit(directory: Directory, { caller, requestId }: GuardedCall, records: readonly unknown[]) {
  return directory.execute<'submitRecords'>({ type: 'submitRecords', caller, requestId, records });
}

async function submitOne(directory: Directory, call: GuardedCall, record: unknown): Promise<Receipt> {
  const { receipts } = await submit(directory, call, [record]);
  return receipts[0] as Receipt;
}
