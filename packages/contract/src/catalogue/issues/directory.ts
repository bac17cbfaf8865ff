import type { IssueDefinition } from '../issue-catalogue.ts';

export const directoryIssues = {} as const satisfies Record<string, IssueDefinition>;
