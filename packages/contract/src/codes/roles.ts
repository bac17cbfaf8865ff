import { createCodeList } from './code-list.ts';

/** Roles of users of the directory; what each may do is policy, not part of the list. */
export const ROLES = createCodeList(
  { id: 'roles', title: 'Roles', version: '1', source: 'ContactPoint, ours' },
  {
    practitioner: 'Works with children: finds them and sees how to reach everybody involved',
    supportWorker: 'Helps practitioners: finds children and sees who is involved',
    dataManager: 'Looks after an authority’s or organisation’s data',
    managementTeam: 'Decides matches, shielding, consent and corrections of an authority',
    accessController: 'Grants and withdraws access for an authority',
  },
);

/** What practitioners are called, so that a role need not be typed (HOLD-02). */
export const PRACTITIONER_ROLES = createCodeList(
  { id: 'practitioner-roles', title: 'Roles of practitioners', version: '1', source: 'ContactPoint, ours' },
  {
    classTeacher: 'Class teacher',
    headTeacher: 'Head teacher',
    pastoralLead: 'Pastoral lead',
    designatedSafeguardingLead: 'Designated safeguarding lead',
    specialNeedsCoordinator: 'Special educational needs coordinator',
    educationWelfareOfficer: 'Education welfare officer',
    generalPractitioner: 'General practitioner',
    healthVisitor: 'Health visitor',
    schoolNurse: 'School nurse',
    midwife: 'Midwife',
    paediatrician: 'Paediatrician',
    therapist: 'Therapist',
    socialWorker: 'Social worker',
    earlyHelpWorker: 'Early help worker',
    familySupportWorker: 'Family support worker',
    personalAdviser: 'Personal adviser',
    youthWorker: 'Youth worker',
    youthJusticeWorker: 'Youth justice worker',
    policeOfficer: 'Police officer',
    housingOfficer: 'Housing officer',
    voluntaryWorker: 'Worker of a voluntary organisation',
    administrator: 'Administrator',
    manager: 'Manager',
  },
);
