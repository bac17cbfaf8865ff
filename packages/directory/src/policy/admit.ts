import type { AccessContext, ErrorCode } from '@contactpoint/contract';
import type { AuditFacts } from '../audit/audit-facts.ts';
import type { CommandContext } from '../command-context.ts';
import type { Caller, CommandType } from '../commands.ts';
import type { ClientRow, OrganisationRow, UserRow } from '../rows.ts';
import { type Asker, whyIneligible } from './eligibility.ts';
import { permits, type Permission, type Policy } from './policy.ts';

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

/** A client that may speak for its organisation. */
export interface AdmittedClient {
  readonly client: ClientRow;
  readonly organisation: OrganisationRow;
}
/** A named user of it, in the role that the command is sent in. */
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

/** The sources that it may supply for, as its token and the directory agree (SUPPLY-04). */
export const suppliedBy = ({ client }: AdmittedClient, { systems }: Caller): readonly string[] =>
  client.systems.filter((system) => systems.includes(system));

/** The named user who may do this now, in this role and for this reason (ACCESS-01, ACCESS-04, ACCESS-05). */
export async function admitUser(
  context: CommandContext,
  asked: AskedByUser,
  permission: Permission,
): Promise<AdmittedUser | Refusal> {
  const admitted = await admitCallersUser(context, asked);
  if ('refusal' in admitted) return admitted;
  const { caller, accessContext } = asked;
  const { role, reason, route } = accessContext;
  if (accessContext.user !== caller.user?.userId || accessContext.organisation !== caller.organisationId)
    return refuse('directory.context-mismatch', 'context-mismatch');
  if (route === 'mediated' || accessContext.onBehalfOf !== undefined)
    return refuse('request.not-built', 'mediation-not-built');
  const eligible = whoIsEligible(context, asked, { ...admitted, role, permission });
  if ('refusal' in eligible) return eligible;
  return isReason(reason, context.policy) ? eligible : refuse('directory.reason-required', 'no-reason');
}

/** The named user in every role of theirs that may do this now: for what shows nobody, and so needs no reason. */
export async function admitInAnyRole(
  context: CommandContext,
  asked: Asked,
  permission: Permission,
): Promise<readonly AdmittedUser[] | Refusal> {
  const admitted = await admitCallersUser(context, asked);
  if ('refusal' in admitted) return admitted;
  const roles = admitted.user?.roles.filter((held) => permits(context.policy, held, permission)) ?? [];
  const [first = '', ...others] = roles;
  const eligible = whoIsEligible(context, asked, { ...admitted, role: first, permission });
  return 'refusal' in eligible ? eligible : [eligible, ...others.map((role) => ({ ...eligible, role }))];
}

/** The client as the directory knows it, with the user whom its token names. */
async function admitCallersUser(
  context: CommandContext,
  asked: Asked,
): Promise<(AdmittedClient & { readonly user: UserRow | undefined }) | Refusal> {
  const admitted = await admitClient(context, asked);
  if ('refusal' in admitted) return admitted;
  if (asked.caller.user === undefined) return refuse('directory.user-required', 'no-user');
  const [user] = await context.tx.users.find([asked.caller.user.userId]);
  return { ...admitted, user };
}

function whoIsEligible(
  { policy, today }: CommandContext,
  { caller }: Asked,
  asker: Omit<Asker, 'stages' | 'organisation'> & Pick<AdmittedClient, 'organisation'>,
): AdmittedUser | Refusal {
  const { user, organisation, role } = asker;
  const why = whyIneligible({ ...asker, stages: caller.user?.stages ?? [] }, policy, today);
  if (why !== undefined || user === undefined) return refuse('directory.not-eligible', why ?? 'user-unknown');
  return { user, organisation, role };
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

/** The same of somebody's decision, with what they note on it. */
export function factsOfDecision(command: AskedByUser & { readonly note?: string | undefined }): FactsBefore {
  const facts = factsBefore(command, command.accessContext);
  return { ...facts, personal: { ...facts.personal, note: command.note } };
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
