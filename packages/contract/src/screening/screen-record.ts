import { createIssue, type IssueCode } from '../catalogue/issue-catalogue.ts';
import type { CanonicalRecord, Involvement, Issue } from '../types.ts';
import { type LabelFinding, screenLabel } from './screen-label.ts';

const CODES: Readonly<Record<LabelFinding, IssueCode>> = {
  sensitiveService: 'record.label-tells-sensitive-service',
  caseInformation: 'record.label-tells-case',
  personalData: 'record.label-holds-data',
};

/**
 * An issue for every label of an involvement that says more than whom to contact (HOLD-02). A sensitive service
 * may be called by its name in its own record: there the directory hides all of it.
 */
export function screenRecord(record: CanonicalRecord): readonly Issue[] {
  return (record.involvements ?? []).flatMap((involvement, index) =>
    screenInvolvement(involvement, `/involvements/${index}`),
  );
}

function screenInvolvement({ service, practitioner }: Involvement, path: string): readonly Issue[] {
  const labels = [
    ['service/name', service.name],
    ['service/organisation/name', service.organisation?.name],
    ['practitioner/role', practitioner?.role],
  ] as const;
  return labels.flatMap(([field, label]) => {
    const finding = label === undefined ? undefined : screenLabel(label);
    if (finding === undefined) return [];
    if (finding === 'sensitiveService' && service.category === 'sensitive') return [];
    return [createIssue(CODES[finding], { path: `${path}/${field}` })];
  });
}
