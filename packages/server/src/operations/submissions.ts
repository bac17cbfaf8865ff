import { createError } from '@contactpoint/contract';
import type { Directory } from '@contactpoint/directory';
import type { Operation } from '../operation.ts';
import { readSubmission } from '../request/read-requests.ts';

/** How many records one submission takes. */
export const MAX_RECORDS = 1000;
/** 16 KiB a record is four times what a full one needs. */
const LIMIT_IN_BYTES = MAX_RECORDS * 16 * 1024;

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
      async answer({ body, caller, requestId }) {
        const { records } = readSubmission(body);
        const count = records.length;
        if (count > MAX_RECORDS)
          throw createError('request.too-many-records', { values: { limit: MAX_RECORDS, count } });
        return directory.execute<'submitRecords'>({ type: 'submitRecords', caller, requestId, records });
      },
    },
  ];
}
