import { createError } from '@contactpoint/contract';
import type { OpenOperation } from '../operation.ts';

/** Operations of the contract that this directory does not offer yet, by method and address. */
export const NOT_BUILT: readonly (readonly [method: 'GET' | 'POST' | 'PATCH', path: string])[] = [
  ['POST', '/v1/submissions/bulk'],
  ['GET', '/v1/submissions/:id/receipts'],
  ['POST', '/v1/records/upsert'],
  ['POST', '/v1/records/withdraw'],
  ['POST', '/v1/contacts/upsert'],
  ['POST', '/v1/children/match'],
  ['POST', '/v1/children/:id/involvements'],
  ['PATCH', '/v1/children/:id/involvements/:involvementId'],
  ['POST', '/v1/children/:id/shield'],
  ['POST', '/v1/children/:id/shield/confirm'],
  ['POST', '/v1/children/:id/shield/end'],
  ['POST', '/v1/children/:id/shield/override'],
  ['POST', '/v1/children/:id/identity-wall'],
  ['POST', '/v1/children/:id/consents'],
  ['POST', '/v1/children/:id/consents/:consentId/withdraw'],
  ['POST', '/v1/children/:id/retention'],
  ['POST', '/v1/children/:id/hold'],
  ['POST', '/v1/children/:id/transfer'],
  ['POST', '/v1/children/:id/subject-access-requests'],
  ['POST', '/v1/children/:id/rectifications'],
  ['POST', '/v1/children/:id/sharing-decisions'],
  ['POST', '/v1/children/:id/links/:linkId/unlink'],
  ['POST', '/v1/complaints'],
  ['POST', '/v1/incidents'],
  ['GET', '/v1/discrepancies'],
  ['PATCH', '/v1/discrepancies/:id'],
  ['GET', '/v1/notifications'],
  ['POST', '/v1/webhooks'],
  ['GET', '/v1/reviews'],
  ['POST', '/v1/reviews/:id/decision'],
  ['POST', '/v1/audit/search'],
  ['GET', '/v1/audit/checkpoint'],
  ['GET', '/v1/audit/export'],
  ['GET', '/v1/audit/spot-checks'],
  ['GET', '/v1/audit/alerts'],
  ['GET', '/v1/reports/data-quality'],
  ['GET', '/v1/reports/readiness'],
  ['GET', '/v1/sources/:system/health'],
  ['GET', '/v1/reference/:codeList'],
  ['GET', '/v1/rules'],
  ['GET', '/soap/v1'],
  ['POST', '/soap/v1'],
  ['POST', '/fhir'],
  ['GET', '/fhir/metadata'],
  ['POST', '/fhir/Patient/$match'],
  ['POST', '/fhir/Patient/$person-info-query'],
  ['GET', '/metrics'],
];

/** Each of them answers 501, so that nobody takes an operation to come for a wrong address. */
export function notBuiltOperations(): readonly OpenOperation[] {
  return NOT_BUILT.map(([method, path]) => ({
    id: 'notBuilt',
    method,
    path,
    access: 'open',
    answer() {
      throw createError('request.not-built');
    },
  }));
}
