import type { IssueDefinition } from '../issue-catalogue.ts';

export const recordIssues = {} as const satisfies Record<string, IssueDefinition>;
