import type { ErrorCode } from '@contactpoint/contract';
import type { AuditFacts } from './audit/audit-facts.ts';
import type { FactsBefore, Refusal } from './policy/admit.ts';

/** What a command came to, with the audit entry that stands for it: an answer, or why there is none. */
export type Handled<Answer> =
  | { readonly facts: AuditFacts; readonly answer: Answer }
  | { readonly facts: AuditFacts; readonly refusal: ErrorCode };

/** A refusal, audited as fully as an answer. */
export const denied = (
  facts: FactsBefore,
  { refusal, outcome }: Refusal,
  ...subjects: readonly string[]
): Handled<never> => ({ refusal, facts: { ...facts, kind: 'denial', outcome, subjects } });
