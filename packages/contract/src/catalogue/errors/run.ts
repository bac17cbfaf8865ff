import type { ErrorDefinition } from '../error-catalogue.ts';

export const runErrors = {} as const satisfies Record<string, ErrorDefinition>;
