import type { AccessContext, CanonicalRecord, Receipt } from '@contactpoint/contract';
import { isContactPointError, type ApiError } from '../src/index.ts';
import type { Step } from './script-transport.ts';

/** Who asks, and why. */
export const context: AccessContext = {
  user: 'p-harker',
  organisation: 'northmere',
  role: 'socialWorker',
  reason: { code: 'newReferral' },
  route: 'cms',
};
/** Two records that say nothing but which they are. */
export const records: readonly CanonicalRecord[] = ['1', '2'].map((recordId) => ({
  source: { system: 'wirral-ics', recordId, suppliedAt: '2026-11-20T02:00:00Z' },
  operation: 'upsert',
  completeness: 'full',
}));
/** What they are answered with. */
export const receipts: readonly Receipt[] = records.map(({ source }, ref) => ({
  ref,
  recordId: source.recordId,
  outcome: 'created',
  issues: [],
  discrepancies: [],
}));
/** Both were taken. */
export const done: Step = { status: 200, body: { submissionId: 's', receipts } };
/** A refusal in the words of the contract. */
export const problem = (status: number, code: string, more: object = {}): Step => ({
  status,
  body: { code, ...more },
  headers: { 'content-type': 'application/problem+json' },
});

/** The error that a call ends with. */
export async function failure(call: Promise<unknown>): Promise<ApiError> {
  try {
    await call;
  } catch (error) {
    if (isContactPointError(error)) return error as ApiError;
    throw error;
  }
  throw new Error('the call did not fail');
}
