import { createCodeList } from './code-list.ts';

/** Why a record may be opened (ACCESS-05), each with the law that it stands on. */
export const ACCESS_REASONS = createCodeList(
  { id: 'access-reasons', title: 'Reasons for access', version: '1', source: 'ContactPoint, ours' },
  {
    providingService: { title: 'Providing a service to the child', law: 'Children Act 2004, ss.10 and 12' },
    assessingNeeds: {
      title: 'Assessing what the child needs',
      law: 'Children Act 1989, s.17; Children Act 2004, s.12',
    },
    safeguarding: {
      title: 'Concern for the child’s safety',
      law: 'Children Act 1989, s.47; Children Act 2004, ss.11 and 16LA',
    },
    childHasMoved: {
      title: 'The child has moved here or away',
      law: 'Children Act 2004, s.12; Education Act 1996, s.436A',
    },
    confirmingDetails: {
      title: 'Confirming details with the child or a parent',
      law: 'UK GDPR, art. 5(1)(d)',
    },
    correctingRecord: { title: 'Correcting the record', law: 'UK GDPR, art. 16' },
    requestOfChildOrParent: { title: 'The child or a parent asked', law: 'UK GDPR, art. 15' },
    other: { title: 'Another reason, given in text', law: 'As the text says' },
  },
);
