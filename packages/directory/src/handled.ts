import type { ErrorCode } from '@contactpoint/contract';
import type { AuditFacts } from './audit/audit-facts.ts';

/** What a command came to, with the audit entry that stands for it: an answer, or why there is none. */
export type Handled<Answer> =
  | { readonly facts: AuditFacts; readonly answer: Answer }
  | { readonly facts: AuditFacts; readonly refusal: ErrorCode };
