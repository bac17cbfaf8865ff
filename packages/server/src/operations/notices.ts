import type { Directory } from '@contactpoint/directory';
import type { Operation } from '../operation.ts';
import { execute } from './execute.ts';

const BODY = { mediaType: 'application/json', limitInBytes: 4_096 } as const;

/** Where a supplier's records differ from the best view: listed, answered, and followed as it changes (DISC-01). */
export function noticeOperations(directory: Directory): readonly Operation[] {
  return [
    {
      id: 'listDiscrepancies',
      method: 'GET',
      path: '/v1/discrepancies',
      access: 'token',
      answer: (call) => execute(directory, { type: 'listDiscrepancies', ...feedOf(call.query) }, call),
    },
    {
      id: 'answerDiscrepancy',
      method: 'PATCH',
      path: '/v1/discrepancies/:id',
      access: 'token',
      writes: true,
      body: BODY,
      answer: (call) =>
        execute(directory, { type: 'answerDiscrepancy', discrepancyId: call.path['id'] }, call),
    },
    {
      id: 'listNotifications',
      method: 'GET',
      path: '/v1/notifications',
      access: 'token',
      answer: (call) => execute(directory, { type: 'listNotifications', ...feedOf(call.query) }, call),
    },
  ];
}

const feedOf = ({ source, after }: Readonly<Record<string, string>>) => ({ source, after });
