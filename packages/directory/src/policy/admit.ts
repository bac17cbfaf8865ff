import type { AccessContext, ErrorCode } from '@contactpoint/contract';
import type { AuditFacts } from '../audit/audit-facts.ts';
import type { CommandContext } from '../command-context.ts';
import type { Caller, CommandType } from '../commands.ts';
import type { ClientRow, OrganisationRow, UserRow } from '../rows.ts';
import { whyIneligible } from './eligibility.ts';
import type { Permission, Policy } from './policy.ts';

/** What of a command says who sends it. */
export interface Asked {
  readonly type: CommandType;
  readonly caller: Caller;
  readonly requestId: string;
}
/** A command that reads children. */
export interface AskedByUser extends Asked {
  readonly accessContext: AccessContext;
}

/** The beginning of every audit entry of a command; what came of it is added. */
export type FactsBefore = Omit<AuditFacts, 'kind' | 'outcome' | 'subjects'>;

/** Why a command is refused: what the caller hears, and what the audit trail keeps. */
export interface Refusal {
  readonly refusal: ErrorCode;
  readonly outcome: string;
}

/** Of a child that may not be shown at all, and of one that never was: they are one answer (FACE-02). */
export const NOT_FOUND: Refusal = { refusal: 'directory.child-not-found', outcome: 'not-found' };

export interface AdmittedClient {
  readonly client: ClientRow;
  readonly organisation: OrganisationRow;
}
export interface AdmittedUser {
  readonly user: UserRow;
  readonly organisation: OrganisationRow;
  readonly role: string;
}

/** The client and organisation as the directory knows them now, whatever the token says (SUPPLY-04). */
export async function admitClient(
  { tx }: CommandContext,
  { caller }: Asked,
): Promise<AdmittedClient | Refusal> {
  const [client] = await tx.clients.find([caller.clientId]);
  const [organisation] = await tx.organisations.find([caller.organisationId]);
  if (client?.state !== 'active') return refuse('directory.client-refused', 'client-not-active');
  if (client.organisationId !== organisation?.organisationId)
    return refuse('directory.client-refused', 'client-of-another-organisation');
  if (organisation.accreditation !== 'accredited')
    return refuse('directory.client-refused', 'organisation-not-accredited');
  return { client, organisation };
}

/** The named user who may do this now, in this role and for this reason (ACCESS-01, ACCESS-04, ACCESS-05). */
export async function admitUser(
  context: CommandContext,
  asked: AskedByUser,
  permission: Permission,
): Promise<AdmittedUser | Refusal> {
  const admitted = await admitClient(context, asked);
  if ('refusal' in admitted) return admitted;
  const { caller, accessContext } = asked;
  if (caller.user === undefined) return refuse('directory.user-required', 'no-user');
  const { userId, stages } = caller.user;
  if (accessContext.user !== userId || accessContext.organisation !== caller.organisationId)
    return refuse('directory.context-mismatch', 'context-mismatch');
  if (accessContext.route === 'mediated' || accessContext.onBehalfOf !== undefined)
    return refuse('request.not-built', 'mediation-not-built');
  const [user] = await context.tx.users.find([userId]);
  const asker = { user, organisation: admitted.organisation, role: accessContext.role, stages, permission };
  const why = whyIneligible(asker, context.policy, context.today);
  if (why !== undefined || user === undefined) return refuse('directory.not-eligible', why ?? 'user-unknown');
  if (!isReason(accessContext.reason, context.policy))
    return refuse('directory.reason-required', 'no-reason');
  return { user, organisation: admitted.organisation, role: accessContext.role };
}

const refuse = (refusal: ErrorCode, outcome: string): Refusal => ({ refusal, outcome });

const isReason = ({ code, text = '' }: AccessContext['reason'], policy: Policy): boolean =>
  policy.reasons.includes(code) && (code !== 'other' || text.trim() !== '');

/** What every entry about this command says of who sent it. */
export function factsBefore({ type, caller, requestId }: Asked, accessContext?: AccessContext): FactsBefore {
  const { clientId, organisationId, user } = caller;
  return {
    command: type,
    requestId,
    clientId,
    organisationId,
    ...(user && {
      user: {
        userId: user.userId,
        role: accessContext?.role ?? '',
        stages: user.stages,
        signedInAt: user.signedInAt,
      },
    }),
    ...(accessContext && factsOfContext(accessContext)),
  };
}

function factsOfContext({ route, onBehalfOf, correlation, reason }: AccessContext): Partial<FactsBefore> {
  return {
    route,
    reasonCode: reason.code,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(correlation !== undefined && { correlation }),
    ...(reason.text !== undefined && { personal: { reasonText: reason.text } }),
  };
}
