// Commands
export type * from './commands.ts';
export { createDirectory } from './create-directory.ts';
export type { DirectoryOptions } from './create-directory.ts';
export { keepHouse } from './keep-house.ts';
// For the faces
export { createAuthStore } from './auth-store.ts';
export type { AuthStore } from './auth-store.ts';
// Policy
export { DEFAULT_POLICY } from './policy/policy.ts';
export type { Permission, Policy } from './policy/policy.ts';
// Keys
export { deriveKeyring } from './sealing/derive-keyring.ts';
// Audit
export { consistencyRanges, hashLeaf, hashRange, inclusionRanges, nodesOfRange } from './audit/merkle.ts';
export { openEntry, openPersonal } from './audit/open-entry.ts';
export type { AuditFacts, AuditKind, SealedFacts } from './audit/audit-facts.ts';
export { verifyCheckpoint } from './audit/sequence-audit.ts';
export type { SequencerOptions } from './audit/sequence-audit.ts';
export { verifyConsistency, verifyInclusion } from './audit/verify-proofs.ts';
export type { ConsistencyProof, InclusionProof } from './audit/verify-proofs.ts';
// Decisions of matching
export { openDecisions } from './matching/seal-decisions.ts';
export type { SealedDecisions } from './matching/seal-decisions.ts';
export type { DecisionLog, LoggedDecision } from './matching/decision-log.ts';
// Decisions of people
export { replayLinks } from './review/link-log.ts';
export type { DecidedChild, LinkState, LinkStep } from './review/link-log.ts';
// Deaths
export { findDeaths } from './deaths/find-deaths.ts';
export type { Death } from './deaths/find-deaths.ts';
export { openDeaths } from './deaths/seal-deaths.ts';
export type { DeathChange, SealedDeaths } from './deaths/seal-deaths.ts';
// Ports
export type * from './ports.ts';
export type * from './rows.ts';
