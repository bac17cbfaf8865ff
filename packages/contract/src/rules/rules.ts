import { NOT_YET_BUILT } from './not-yet-built.ts';
import type { Rule } from '../types.ts';

/** On which faces a rule can be seen. */
const ALL = ['rest', 'soap', 'fhir', 'web'];
const SUPPLY = ['rest', 'soap', 'fhir'];
const SYSTEMS = ['rest', 'soap'];
const PEOPLE = ['rest', 'web'];
const REST = ['rest'];

type Entry = readonly [id: string, title: string, law: string, faces: readonly string[]];

/** Where the public record is silent the rule is ours and says so. */
const ENTRIES: readonly Entry[] = [
  [
    'HOLD-01',
    'Only names, addresses or a statement, gender, date of birth, numbers, contact details of carers, school, practice, practitioners and dates of involvement are held',
    'Children Act 2004, s.12; SI 2007/2182',
    ALL,
  ],
  [
    'HOLD-02',
    'No case information: no place for it, and a submission with an unknown field is refused with the field named',
    'Children Act 2004, s.12; SI 2007/2182',
    ALL,
  ],
  [
    'HOLD-03',
    'An address may be current, last known, none known, or left England with the intention to return',
    'SI 2007/2182',
    ALL,
  ],
  [
    'HOLD-04',
    'An unborn child is held by the expected date of birth and keeps its number at birth',
    'Ours',
    ALL,
  ],
  [
    'HOLD-05',
    'Not known, not asked, refused and withheld are values, distinct from empty and never invented',
    'Ours',
    ALL,
  ],
  [
    'HOLD-06',
    'Every value keeps its source, when it was supplied and its source record',
    'SI 2007/2182; UK GDPR, art. 5(2)',
    ALL,
  ],
  [
    'HOLD-07',
    'Exactly one responsible local authority a record; a transfer is accepted by the receiver',
    'Children Act 2004, s.12',
    PEOPLE,
  ],
  [
    'HOLD-08',
    'Nothing scores, ranks, predicts or alerts about a child or parent',
    'UK GDPR, art. 22; ours',
    ALL,
  ],
  [
    'SUPPLY-01',
    'Every submitted record is answered at once with its own receipt, never all or nothing',
    'Ours',
    SUPPLY,
  ],
  [
    'SUPPLY-02',
    'Resending in any order equals once; an older version never overwrites a newer; a source changes only what it supplied',
    'Ours',
    SUPPLY,
  ],
  [
    'SUPPLY-03',
    'A source may correct, close or withdraw what it supplied; absence closes only after the configured misses and within the guard',
    'UK GDPR, art. 5(1)(d)',
    SUPPLY,
  ],
  [
    'SUPPLY-04',
    'Only accredited organisations and registered sources supply, stage by stage, live on a dated quality report',
    'SI 2007/2182',
    PEOPLE,
  ],
  ['SUPPLY-05', 'A death is applied only from a registrar or NHS source on a certain match', 'Ours', SUPPLY],
  [
    'SUPPLY-06',
    'Acknowledged means durable: retries, crashes, reordering and duplicates lose nothing and double nothing',
    'Ours',
    SUPPLY,
  ],
  [
    'SUPPLY-07',
    'A record known to concern somebody of 18 or over, or never in England, is rejected as out of scope',
    'Children Act 2004, s.12; SI 2007/2182',
    SUPPLY,
  ],
  [
    'SUPPLY-08',
    'A supplier may state that a value was confirmed with the child or with a parent or carer, and when',
    'Ours',
    SUPPLY,
  ],
  ['MATCH-01', 'Records on one child become one child record; twins and siblings never do', 'Ours', ALL],
  [
    'MATCH-02',
    'Two different valid NHS numbers never share a child, unless one supersedes the other',
    'Ours',
    ALL,
  ],
  ['MATCH-03', 'Nothing links across an adoption wall', 'Adoption and Children Act 2002, s.56; ours', ALL],
  [
    'MATCH-04',
    'A decision is explainable in a sentence and in numbers, versioned and replayable',
    'UK GDPR, art. 5(2); ours',
    PEOPLE,
  ],
  ['MATCH-05', 'Uncertain matches go to people; practitioners never see scores', 'Ours', ALL],
  ['MATCH-06', 'Unlink and relink keep history; what people separated stays separate', 'Ours', PEOPLE],
  [
    'BEST-01',
    'For every field the best view shows the most reliable value, with its source and why',
    'UK GDPR, art. 5(1)(d)',
    ALL,
  ],
  [
    'DISC-01',
    'A supplier whose data differs from the best view is notified, one thread a difference, closing itself when the data agrees',
    'UK GDPR, art. 5(1)(d)',
    SYSTEMS,
  ],
  [
    'DISC-02',
    'A notification never discloses a shielded or restricted value, or another supplier’s beyond policy',
    'SI 2007/2182',
    SYSTEMS,
  ],
  [
    'DQ-01',
    'Local data managers can find records needing attention, before supply and in the directory',
    'SI 2007/2182',
    PEOPLE,
  ],
  ['DQ-02', 'Quality reports by source, with trend, show deterioration', 'Ours', PEOPLE],
  [
    'ACCESS-01',
    'A person gets in only while identified, not barred, accredited, active, checked, trained, in role and signed in by both stages',
    'SI 2007/2182',
    ALL,
  ],
  [
    'ACCESS-02',
    'Organisations are accredited on evidence, by kind, with accreditor, areas and review date',
    'SI 2007/2182',
    PEOPLE,
  ],
  ['ACCESS-03', 'Two stages of authentication, unique to the user', 'SI 2007/2182', PEOPLE],
  [
    'ACCESS-04',
    'Three ways in: web page, a system carrying the named user, mediated access with both recorded',
    'SI 2007/2182',
    ALL,
  ],
  [
    'ACCESS-05',
    'A reason is required for every access to a record and is stored with it',
    'SI 2007/2182',
    ALL,
  ],
  [
    'ACCESS-06',
    'Every disclosure has exactly one audit entry, committed before the first byte',
    'SI 2007/2182',
    ALL,
  ],
  [
    'ACCESS-07',
    'No bulk: minimum criteria, at most ten candidates, a daily budget, nothing to download',
    'SI 2007/2182',
    ALL,
  ],
  [
    'ACCESS-08',
    'Contact and involvement data only to roles with the duty; identifiers only to their body; archived records to nobody',
    'SI 2007/2182',
    ALL,
  ],
  [
    'ACCESS-09',
    'A practitioner may record and end their own involvement and be shown as lead professional',
    'SI 2007/2182',
    ALL,
  ],
  [
    'ACCESS-10',
    'Each authority names one access controller and a deputy, who never grant to themselves',
    'SI 2007/2182',
    PEOPLE,
  ],
  [
    'ACCESS-11',
    'Who may see whom is policy data: area of duty, involvement, cross-border by reason',
    'Ours',
    ALL,
  ],
  [
    'VIEW-01',
    'A view states education and primary care as recorded or not recorded, never as not receiving',
    'SI 2007/2182',
    ALL,
  ],
  [
    'SHIELD-01',
    'A shielded record shows only current name, date of birth, record number and a carer’s name',
    'SI 2007/2182',
    ALL,
  ],
  ['SHIELD-02', 'Nobody can find a shielded record by anything it does not show', 'SI 2007/2182', ALL],
  ['SHIELD-03', 'Two worlds that differ only in what is hidden give the same answers', 'Ours', ALL],
  [
    'SHIELD-04',
    'A record that may match a shielded child is held shielded and never appears as a second, visible record',
    'Ours',
    ALL,
  ],
  [
    'SHIELD-05',
    'Shielding takes effect on request and a second person confirms; unshielding needs the second person first',
    'SI 2007/2182',
    PEOPLE,
  ],
  [
    'SHIELD-06',
    'Override needs the right, a reason and a fresh second stage, lasts for one record session and opens an investigation',
    'Ours',
    PEOPLE,
  ],
  [
    'SENS-01',
    'Sensitive services are recorded only with explicit consent, or on recorded cause to suspect significant harm',
    'SI 2007/2182, reg. 11(3)',
    ALL,
  ],
  [
    'SENS-02',
    'Most users see only that an unspecified sensitive service is involved and whom to ask',
    'SI 2007/2182',
    ALL,
  ],
  [
    'SENS-03',
    'Consent has giver, capacity, date and scope, and can be withdrawn; the next response obeys',
    'SI 2007/2182; UK GDPR, art. 7',
    PEOPLE,
  ],
  ['ARCH-01', 'On the 18th birthday the record leaves the directory for the archive', 'SI 2007/2182', ALL],
  [
    'ARCH-02',
    'With explicit consent it may stay, to the 20th or 25th birthday as the law allows',
    'SI 2007/2182; Children Act 2004, s.12',
    PEOPLE,
  ],
  [
    'ARCH-03',
    'The archive is open to data managers for one year, then only for enquiry, review or child-death work',
    'SI 2007/2182',
    PEOPLE,
  ],
  [
    'ARCH-04',
    'Six years after archiving it is destroyed: nothing readable remains; the audit still verifies',
    'SI 2007/2182',
    ALL,
  ],
  ['ARCH-05', 'On a notified death the record is kept one year, then archived', 'SI 2007/2182', ALL],
  ['ARCH-06', 'Birthdays are counted in Europe/London; 29 February is reached on 1 March', 'Ours', ALL],
  ['ARCH-07', 'A run that would archive or destroy more than its guard allows stops and asks', 'Ours', REST],
  ['AUDIT-01', 'The audit trail is append-only, tamper-evident and verifiable offline', 'SI 2007/2182', ALL],
  ['AUDIT-02', 'Reading the audit is audited', 'Ours', PEOPLE],
  ['AUDIT-03', 'Reports find unusual use automatically', 'SI 2007/2182', PEOPLE],
  [
    'AUDIT-04',
    'Random spot checks per user, unpredictable and reproducible from a committed seed',
    'SI 2007/2182',
    PEOPLE,
  ],
  [
    'AUDIT-05',
    'All of one user’s activity can be reviewed; an investigation has owner, finding and sanction',
    'SI 2007/2182',
    PEOPLE,
  ],
  ['AUDIT-06', 'An incident register for losses and breaches, with who was told', 'UK GDPR, art. 33', PEOPLE],
  [
    'SAR-01',
    'A subject access report holds everything on the child and nothing hidden about others; released by two people',
    'UK GDPR, art. 15; Data Protection Act 2018, sch. 2',
    PEOPLE,
  ],
  [
    'SAR-02',
    'Asked by the child with understanding, or for them; capacity, identity and due dates recorded',
    'UK GDPR, arts. 12 and 15',
    PEOPLE,
  ],
  [
    'RECT-01',
    'A request to correct is recorded, routed to the source and answered',
    'UK GDPR, art. 16',
    PEOPLE,
  ],
  [
    'COMPL-01',
    'Complaints have kind, acknowledgement, due date, answer and escalation, never handled by their subject',
    'SI 2007/2182',
    PEOPLE,
  ],
  [
    'SHARE-01',
    'A decision not to share can be recorded with author, time and statutory ground code only',
    'Children Act 2004, ss.16LA(3), 16LC(7) and 16LC(8)',
    PEOPLE,
  ],
  ['READY-01', 'Readiness by organisation, counts only, small counts suppressed', 'Ours', PEOPLE],
  ['FACE-01', 'REST, SOAP, FHIR and web pages give the same decision and the same audit entry', 'Ours', ALL],
  [
    'FACE-02',
    'What the caller may not see at all and what never existed are the same answer, byte for byte',
    'Ours',
    ALL,
  ],
  ['FACE-03', 'Mock, in-process and real server behave the same because they are the same code', 'Ours', ALL],
];

/** The regulated behaviour of the directory, one id each; `GET /v1/rules` gives it. */
export const RULES: readonly Rule[] = ENTRIES.map(([id, title, law, faces]) => ({
  id,
  title,
  law,
  faces,
  state: NOT_YET_BUILT.includes(id) ? 'notBuilt' : 'built',
}));
