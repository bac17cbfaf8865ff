import type { ErrorDefinition } from '../error-catalogue.ts';

export const clientErrors = {} as const satisfies Record<string, ErrorDefinition>;
