import type { ChildView, ContactDetails, Identifier, Involvement, Sourced } from '@contactpoint/contract';
import { permits, type Policy } from '../policy/policy.ts';
import type { OrganisationRow } from '../rows.ts';
import type { Vault } from '../sealing/vault.ts';
import { type Disclosure, isSensitive } from './disclosure.ts';

/** Whose eyes a view is made for. */
export interface Viewer {
  readonly organisation: OrganisationRow;
  readonly role: string;
}

/** What making a view depends on besides the child. */
export interface ViewOptions {
  readonly policy: Policy;
  readonly vault: Vault;
  /** Sources whose very name says what is hidden (HOLD-06, SENS-02). */
  readonly sensitiveSystems: ReadonlySet<string>;
}

/** How a source that may not be named is named. */
export const UNNAMED_SOURCE = 'unspecified';

/**
 * A child's view for one viewer: contacts and involvements only to roles with the duty, identifiers only to
 * the bodies that allocate them (ACCESS-08), a sensitive service only as such and with whom to ask (SENS-02).
 */
export function viewFor(
  viewer: Viewer,
  { childId, disclosure }: { readonly childId: string; readonly disclosure: Disclosure },
  options: ViewOptions,
): ChildView {
  const shown = withoutNames(disclosure, options);
  const { names, dateOfBirth, carers, limited } = shown;
  const birth = dateOfBirth && { dateOfBirth };
  if (limited) return { childId, limited, names, ...birth, carers };
  const { gender, addresses, addressStatus, identifiers, involvements } = shown;
  const dutiful = permits(options.policy, viewer.role, 'contacts');
  return {
    childId,
    limited,
    names,
    ...birth,
    ...(gender && { gender }),
    addresses,
    ...(addressStatus && { addressStatus }),
    identifiers: identifiers.filter(({ value }) => maySee(viewer, value, options.policy)),
    carers: dutiful
      ? carers
      : carers.map(({ value: { name }, ...carer }) => ({ ...carer, value: name ? { name } : {} })),
    ...(dutiful && { involvements: displayedInvolvements(viewer, childId, { ...options, involvements }) }),
    education: involvements.some(isCurrently('education')) ? 'recorded' : 'notRecorded',
    primaryCare: involvements.some(isCurrently('primaryCare')) ? 'recorded' : 'notRecorded',
  };
}

/** The disclosure with sources unnamed that would say what is hidden; their times only to the day. */
function withoutNames(disclosure: Disclosure, { sensitiveSystems }: ViewOptions): Disclosure {
  const unname = <T>(sourced: Sourced<T>): Sourced<T> =>
    sensitiveSystems.has(sourced.source) ? { ...sourced, ...unnamed(sourced) } : sourced;
  const { dateOfBirth, gender, addressStatus } = disclosure;
  return {
    limited: disclosure.limited,
    names: disclosure.names.map(unname),
    ...(dateOfBirth && { dateOfBirth: unname(dateOfBirth) }),
    ...(gender && { gender: unname(gender) }),
    addresses: disclosure.addresses.map(unname),
    ...(addressStatus && { addressStatus: unname(addressStatus) }),
    identifiers: disclosure.identifiers.map(unname),
    carers: disclosure.carers.map(unname),
    involvements: disclosure.involvements.map(unname),
  };
}

const unnamed = ({ suppliedAt }: Pick<Sourced<unknown>, 'suppliedAt'>) => ({
  source: UNNAMED_SOURCE,
  suppliedAt: `${suppliedAt.slice(0, 10)}T00:00:00Z`,
});

function maySee({ role, organisation }: Viewer, { type, issuer }: Identifier, policy: Policy): boolean {
  return (
    permits(policy, role, 'allIdentifiers') ||
    (policy.identifierSectors[type] ?? []).includes(organisation.sector) ||
    issuer === organisation.organisationId
  );
}

const isCurrent = ({ to }: Involvement): boolean => to === undefined || to === null;
const isCurrently =
  (category: Involvement['service']['category']) =>
  ({ value }: Sourced<Involvement>): boolean =>
    value.service.category === category && isCurrent(value);

/** Open involvements first; whatever sensitive services there are stand as one, which says nothing of which. */
function displayedInvolvements(
  { organisation }: Viewer,
  childId: string,
  { involvements, vault }: ViewOptions & { readonly involvements: readonly Sourced<Involvement>[] },
): readonly Sourced<Involvement>[] {
  const open = involvements.filter(({ value }) => !isSensitive(value)).toSorted(openFirst);
  const sensitive = involvements.filter(({ value }) => isSensitive(value) && isCurrent(value));
  const [latest] = sensitive.toSorted((a, b) => (a.suppliedAt < b.suppliedAt ? 1 : -1));
  if (latest === undefined) return open.map(displayed);
  const masked = mask(vault.blind('subject', `sensitive|${childId}`), organisation.sensitiveServicesTeam);
  return [...open.map(displayed), { ...unnamed(latest), value: masked }];
}

const mask = (id: string, contact: ContactDetails | undefined): Involvement => ({
  id,
  service: { category: 'sensitive' },
  ...(contact && { contact }),
});

/** Only what the contract shows, whatever a source supplied. */
function displayed({ value, ...sourced }: Sourced<Involvement>): Sourced<Involvement> {
  const { id, service, practitioner, contact, from, to, leadProfessional, commonAssessment } = value;
  return {
    ...sourced,
    value: {
      id,
      service,
      ...(practitioner && { practitioner }),
      ...(contact && { contact }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(leadProfessional !== undefined && { leadProfessional }),
      ...(commonAssessment !== undefined && { commonAssessment }),
    },
  };
}

function openFirst({ value: a }: Sourced<Involvement>, { value: b }: Sourced<Involvement>): number {
  if (isCurrent(a) !== isCurrent(b)) return isCurrent(a) ? -1 : 1;
  return (a.from ?? '') < (b.from ?? '') ? 1 : -1;
}
