import type { AccessContext, ServiceCategory } from '@contactpoint/contract';
import type { Caller } from '../commands.ts';
import type { ClientRow, OrganisationRow, SourceRow, UserRow } from '../rows.ts';

/** The council of an invented town. */
export const COUNCIL: OrganisationRow = {
  organisationId: 'council',
  name: 'Northmere Council',
  kind: 'localAuthority',
  sector: 'socialCare',
  areas: ['344'],
  accreditation: 'accredited',
  sensitiveServicesTeam: { telephone: ['0151 496 0999'] },
};
/** The health trust of the next one, which supplies for the whole country. */
export const HEALTH: OrganisationRow = {
  organisationId: 'health',
  name: 'Southmere Health',
  kind: 'nationalPartner',
  sector: 'primaryCare',
  areas: ['343'],
  accreditation: 'accredited',
};

/** A practitioner of the council who meets all that access asks. */
export const USER: UserRow = {
  userId: 'p-harker',
  organisationId: 'council',
  roles: ['practitioner', 'managementTeam', 'supportWorker'],
  state: 'active',
  identityVerifiedOn: '2026-01-05',
  barred: false,
  vettingRegistered: true,
  checkedOn: '2026-01-06',
  trainedOn: '2026-01-07',
  guidanceAccepted: '1',
};

/** A second person of the same team. */
export const SECOND_USER: UserRow = { ...USER, userId: 'p-quill' };

const source = (
  system: string,
  sector: ServiceCategory,
  organisation: Pick<OrganisationRow, 'organisationId' | 'areas'> = COUNCIL,
): SourceRow => ({
  system,
  organisationId: organisation.organisationId,
  sector,
  stage: 'live',
  areas: organisation.areas,
  lastSuppliedAt: null,
});

/** The council's sources, then the trust's. */
export const SOURCES: readonly SourceRow[] = [
  source('social-care', 'socialCare'),
  source('school-roll', 'education'),
  source('drop-in', 'sensitive'),
  source('child-health', 'primaryCare', HEALTH),
  source('registrar', 'registration', HEALTH),
];
const systemsOf = (organisationId: string): readonly string[] =>
  SOURCES.filter((row) => row.organisationId === organisationId).map(({ system }) => system);

/** A client of each, which may supply for the sources of its organisation. */
export const CLIENTS: readonly ClientRow[] = [COUNCIL, HEALTH].map(({ organisationId }) => ({
  clientId: `${organisationId}-client`,
  organisationId,
  systems: systemsOf(organisationId),
  keys: [],
  state: 'active',
}));

const caller = (organisationId: string): Caller => ({
  clientId: `${organisationId}-client`,
  organisationId,
  systems: systemsOf(organisationId),
});
/** Its client. */
export const HEALTH_CALLER: Caller = caller('health');
/** The council's client with the practitioner signed in. */
export const COUNCIL_CALLER: Caller = {
  ...caller('council'),
  user: { userId: 'p-harker', stages: ['pwd', 'otp'], signedInAt: '2026-11-20T08:30:00Z' },
};

/** Why the practitioner looks. */
export const CONTEXT: AccessContext = {
  user: 'p-harker',
  organisation: 'council',
  role: 'practitioner',
  reason: { code: 'providingService' },
  route: 'cms',
};
