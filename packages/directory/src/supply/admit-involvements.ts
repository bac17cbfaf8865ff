import {
  type CanonicalRecord,
  createIssue,
  type Involvement,
  type Issue,
  screenRecord,
} from '@contactpoint/contract';
import type { OrganisationRow } from '../rows.ts';

/** A record without what may not be recorded, and why. */
export interface AdmittedRecord {
  readonly record: CanonicalRecord;
  readonly issues: readonly Issue[];
}

/**
 * Leaves out of a record what may not be recorded of a service: a sensitive one without consent, or without
 * recorded grounds where its authority has switched them on (SENS-01), one whose label tells a sensitive kind
 * (SENS-02), and labels that say more than whom to contact (HOLD-02). The rest of the record stands.
 */
export function admitInvolvements(record: CanonicalRecord, organisation: OrganisationRow): AdmittedRecord {
  const { involvements, ...rest } = record;
  if (involvements === undefined) return { record, issues: [] };
  const withoutConsent = involvements.flatMap((involvement, at) =>
    mayRecord(involvement, organisation)
      ? []
      : [createIssue('directory.sensitive-without-consent', { path: `/involvements/${at}` })],
  );
  const issues = [...withoutConsent, ...screenRecord(record)];
  if (issues.length === 0) return { record, issues };
  const kept = involvements.flatMap((involvement, at) => {
    const own = issues.filter(({ path = '' }) => `${path}/`.startsWith(`/involvements/${at}/`));
    return own.some(({ severity }) => severity === 'error') ? [] : [withoutLabels(involvement, own)];
  });
  return { record: { ...rest, ...(kept.length > 0 && { involvements: kept }) }, issues };
}

function mayRecord({ sensitive }: Involvement, { significantHarm }: OrganisationRow): boolean {
  if (sensitive === undefined) return true;
  return sensitive.basis === 'consent' ? sensitive.consentId !== undefined : significantHarm === true;
}

/** An involvement without the labels that issues point at. */
function withoutLabels(involvement: Involvement, issues: readonly Issue[]): Involvement {
  const isBad = (label: string): boolean => issues.some(({ path = '' }) => path.endsWith(label));
  const { service, practitioner, ...rest } = involvement;
  const { name, organisation, category } = service;
  const body = isBad('/organisation/name') ? organisation?.code && { code: organisation.code } : organisation;
  const person = isBad('/practitioner/role')
    ? practitioner?.name && { name: practitioner.name }
    : practitioner;
  const label = isBad('/service/name') ? undefined : name;
  return {
    ...rest,
    service: { category, ...(label !== undefined && { name: label }), ...(body && { organisation: body }) },
    ...(person && { practitioner: person }),
  };
}
