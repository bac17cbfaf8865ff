import type { IssueDefinition } from '../issue-catalogue.ts';

export const formatIssues = {} as const satisfies Record<string, IssueDefinition>;
