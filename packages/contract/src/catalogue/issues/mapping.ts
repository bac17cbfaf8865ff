import type { IssueDefinition } from '../issue-catalogue.ts';

export const mappingIssues = {} as const satisfies Record<string, IssueDefinition>;
