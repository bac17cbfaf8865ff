import type { SubmissionRequest } from '@contactpoint/contract';
import type { Directory } from '@contactpoint/directory';
import type { Operation } from '../operation.ts';

/** 1,000 records of 16 KiB: four times what a full one needs. */
const LIMIT_IN_BYTES = 1000 * 16 * 1024;

/** Supplying records. */
export function submissionOperations(directory: Directory): readonly Operation[] {
  return [
    {
      id: 'submitRecords',
      method: 'POST',
      path: '/v1/submissions',
      access: 'token',
      writes: true,
      body: { mediaType: 'application/json', limitInBytes: LIMIT_IN_BYTES },
      answer: ({ body, caller, requestId }) =>
        directory.execute<'submitRecords'>({
          type: 'submitRecords',
          caller,
          requestId,
          records: (body as SubmissionRequest).records,
        }),
    },
  ];
}
