import type { ErrorDefinition } from '../error-catalogue.ts';

export const directoryErrors = {} as const satisfies Record<string, ErrorDefinition>;
