/** What a word or phrase of a header says. */
export interface Term {
  /**
   * `owner`: whose the column is; `thing`: what it holds; `qualifier`: which of several; `neutral`: nothing;
   * `held`: what a record has no place for.
   */
  readonly kind: 'owner' | 'thing' | 'qualifier' | 'neutral' | 'held';
  readonly id: string;
}

/** Who may own a column, by the words for them. What stands after a slash tells workers of one child apart. */
const OWNERS: Readonly<Record<string, string>> = {
  child:
    'child|childs|children|childrens|pupil|pupils|student|students|learner|learners|client|clients|person|persons|pers|people|patient|patients|young person|young persons|young people|yp|youth|service user|svc usr|individual|ssd|member|customer|resident|baby|infant|deceased',
  carer:
    'parent|parents|parent carer|parent or carer|parent guardian|parent or guardian|carer|carers|guardian|guardians|next of kin|nok|kin|claimant|main contact|primary contact|priority contact|family contact|home contact|responsible adult|primary carer|main carer|mother or carer|legal guardian',
  'carer/mother': 'mother|mothers|mum|mums',
  'carer/father': 'father|fathers|dad|dads',
  worker:
    'worker|workers|responsible user|assigned user|allocated user|case user|practitioner|practitioners|professional|professionals|profs|prof|staff|staff member|officer|adviser|advisor|coordinator|co ordinator|assessor|clinician|therapist|nurse|allocated worker|allocated to|assigned to|assigned worker|allocated officer|responsible officer|supervising officer|case worker|caseworker|case manager|case holder|caseholder|case owner|case officer|case coordinator|case responsible|named worker|manager|care coordinator|care worker|consultant|key contact',
  'worker/keyWorker': 'key worker|keyworker|kw',
  'worker/keyPerson': 'key person|keyperson',
  'worker/lead': 'lead professional|lead practitioner|lead worker|lead prof|leadpractitioner',
  'worker/socialWorker': 'social worker|allocated social worker|allocated sw|sw|socialworker',
  'worker/personalAdvisor':
    'personal advisor|personal adviser|allocated personal advisor|allocated personal adviser',
  'worker/familyWorker':
    'family worker|family support worker|fsw|early help worker|early help practitioner|intervention worker',
  'worker/supportWorker': 'support worker|support workers|outreach worker|link worker|youth worker|mentor',
  'worker/healthVisitor': 'health visitor|health visitors|hv',
  'worker/schoolNurse': 'school nurse|school health nurse|sch nurse',
  'worker/midwife': 'midwife|named midwife',
  'worker/tutor':
    'form tutor|tutor|class teacher|form teacher|head of year|year head|pastoral lead|pastoral|registration tutor|pastoral manager',
  'worker/senco':
    'senco|sendco|sen coordinator|ehcp coordinator|sen caseworker|sen case worker|sen officer|ehc coordinator|plan coordinator',
  'worker/yot':
    'yot worker|yot officer|yjs worker|yjs officer|youth offending worker|youth justice worker|yos worker|yot case manager|supervising worker',
  'worker/housing':
    'housing officer|tenancy officer|estate officer|neighbourhood officer|housing adviser|housing support worker',
  'worker/police': 'police officer|investigating officer',
  school:
    'school|sch|schools|base|provider|establishment|estab|setting|nursery|academy|college|pre school|preschool|childcare provider|early years provider|education setting|education provider|educational establishment|current school|school attended|name of school|home school|base school|main school|registered school|playgroup|childminder',
  practice:
    'gp practice|gp surgery|general practice|practice|surgery|registered practice|medical practice|doctor surgery|health centre|medical centre|gp organisation|usual gp organisation',
  'practice/doctor':
    'gp|gps|general practitioner|doctor|doctors|gmp|registered gp|usual gp|family doctor|gp gmp|named gp|own gp',
  address:
    'address|addr|addrs|adr|addss|home address|current address|main address|residential address|permanent address|usual address|property|correspondence address|last known address|postal address|living at|residence',
  team: 'team|allocated team|area team|locality team|responsible team|organisation completing assessment',
  other:
    'team manager|line manager|supervisor|head of service|service manager|referrer|referrers|referred by|referring|referral agency|sibling|siblings|brother|sister|adopter|adoptr|adopters|spouse|partner|emergency contact|emergency|ice|employer|work address|solicitor|interpreter|created by|updated by|modified by|recorded by|entered by|completed by|author|witness|bill payer|payer|foster carer|foster|fosterer|examiner|exam candidate|exam|user|username|login|user name|payee|landlord|previous school|last school|previous gp|previous practice|former school|next school|feeder school|destination|offender|victim|alleged|lpa|cc|signatory|collector|driver',
};

/** What a column may hold. Those that need an owner to have a meaning come without one, too. */
const THINGS: Readonly<Record<string, string>> = {
  id: 'id|ids|ref|refs|reference|identifier|guid|uuid|key|pk|recno|record number|record no|case number|case no|case num|case ref|row identifier|row id|unique reference|unique identifier|unique id|admission number|admission no|adm no|admno|adno|admission num|mis id|swift no|system number|system no|number of child|unique number|registration number|registration no|registration id|reg no|reg number|file number|file no|folder number',
  given:
    'first name|first names|firstname|firstnames|forename|forenames|forname|fore name|fore names|given name|given names|given|christian name|christian names|fname|f name|first forename|name first|fore name s|givenname|first given name|1st name',
  middle:
    'middle name|middle names|middlename|middlenames|middle|second name|second forename|second forenames|other name|other names|othernames|other given name|other given names|other forename|other forenames|third forename|mid name|mname|additional names|additional given names|middle forename|middle forenames|middle other name|2nd name|second given name|further forenames',
  family:
    'surname|surnames|last name|lastname|last names|family name|familyname|lname|l name|sname|name last|sur name|secondname',
  name: 'name|names|full name|fullname|display name|name in full|whole name',
  prefix: 'title|prefix|salutation|honorific|name title|courtesy title',
  suffix: 'suffix|name suffix',
  birth:
    'dob|d o b|do b|date of birth|date birth|date born|born|birth|birth date|birthdate|birthday|bday|birth day|birthdt|bdate|dateofbirth',
  birthDay: 'dob day|birth day of month|day of birth|day dob|birthday day',
  birthMonth: 'dob month|dob mth|birth month|month of birth|month dob|birth mth',
  birthYear: 'dob year|dob yr|birth year|year of birth|year dob|birth yr',
  expectedBirth:
    'expected dob|edd|due date|expected birth date|expected date of birth|expected date birth|expected delivery|expected delivery date|expected date of delivery|estimated date of delivery|estimated delivery date|expected person birth date|baby due|edob|expected birth|date due|delivery date',
  birthEstimated:
    'dob estimated|age estimated|estimated dob|dob est|birth estimated|dob estimated flag|estimated birth|dob approximate|dob is estimated|estimated date of birth',
  death:
    'dod|d o d|date of death|date death|death|death date|died|died date|deceased date|date deceased|deathdate|date died',
  deathDay: 'death day|dod day|dt of death day|day of death',
  deathMonth: 'death month|death mth|dod mth|dod month|dt of death mth|month of death',
  deathYear: 'death year|death yr|dod yr|dod year|dt of death yr|year of death',
  sex: 'sex|gender|male female|m f|m f x|f m|m or f|male or female|boy girl|sex at birth|gender at birth|birth sex|gender current|current gender|legal sex|legal gender|gendr|gdr|male female code',
  nhs: 'nhs|nhs number|nhs no|nhs num|nhs id|nhsno|nhsnumber|nhsnum|common child id|sui|national health service number|new nhs number|nhs nbr',
  formerUpn: 'former upn|previous upn|old upn|former unique pupil number|prev upn|upn former|upn previous',
  upn: 'upn|unique pupil number|unique pupil no|current upn|upn number|upn no|upnno',
  uln: 'uln|unique learner number|unique learner no|learner number|uln number|lrs number',
  laChildId: 'la child id|la unique id|lachildid|local authority child id|la child identifier',
  addressLine:
    'address line|addr line|add line|add|address lines|address ln|add ln|line|house|house no|house number|house name|house num|house name or number|house name number|house name flat no|house number name|house name flat number|flat|flat no|flat number|flat name|apartment|apt|block|building|building no|building number|building name|building name or number|name of building|number of building|premises|property name|property number|property no|saon|paon|street|street name|street no|street number|name of road|name of street|road|road name|number and street|number street|thoroughfare|locality|name of locality|dependent locality|sub locality|district|village|hamlet|parish|estate|street address|house and street|full address|display address|floor no|floor description|floor number|room no|room number|room description',
  town: 'town|city|post town|posttown|suburb|town city|city town|town or city|name of town|town name|city or town|post city',
  county: 'county|administrative area|admin area|name of county|county name|county or city|county or region',
  postcode:
    'postcode|post code|postal code|pcode|p code|zip|zip code|zipcode|postcd|post cd|home post|post|full post code|full postcode|pstcode|postcode no spaces',
  uprn: 'uprn|unique property reference number|unique property reference|property reference|property reference number|unique property ref|unique property ref no',
  addressType:
    'address type|address type code|addr type|addss type|addss type code|type of address|addr address type|address use|address category',
  telephone:
    'telephone|telephones|phone|phones|tel|tels|telno|tel no|phoneno|mobile|mobiles|mob|landline|land line|cell|cellphone|cell phone|telephone number|phone number|telephone no|phone no|contact number|contact no|contact numbers|contact num|contact tel|contact telephone|contact phone|contact mobile|mobile number|mobile no|mobile phone|mobile telephone|daytime telephone|daytime phone|daytime tel|evening telephone|work telephone|work phone|work tel|number to call|phone 1|direct dial|direct line|ddi',
  homeTelephone:
    'home telephone|home phone|home tel|home mobile|home number|home landline|home tel no|home phone number|home telephone number|house phone|family phone|household telephone',
  email:
    'email|emails|e mail|email address|mail|mail address|e mail address|emailaddress|home email|work email|contact email|electronic mail',
  relationship:
    'relationship|relation|relationship type|relationship to child|relationship to pupil|relation to child|relationship to student|rel to child|relationship code|relationship to|relationship with child|relationship description|rel',
  parentalResponsibility:
    'parental responsibility|pr|parental resp|has parental responsibility|parental responsibility flag|has pr|holds pr|responsibility|parental responsability|pr flag|legal responsibility',
  hasCare:
    'lives with child|lives with|lives with pupil|child lives with|has care|resident with child|same household|court order',
  role: 'role|role name|roles|job title|job role|job|jobtitle|position|designation|profession|post title|worker type|job description|professional type|worker role|staff role|role description|occupation of worker|type of worker',
  lead: 'lead|is lead|lead flag|lead worker flag|lead professional flag|primary worker|is primary|lead indicator|primary flag',
  involvementId:
    'allocation id|involvement id|involvements id|worker allocation id|invo involvements id|caseworker id|case worker id|assignment id|involvement ref|allocation ref|involvement key|allocation number',
  teamName:
    'service|service name|unit|unit name|department|department name|dept|division|agency|agency name|organisation|organization|org|service team|team name|team code|team id|team description|organisation name|local office|office',
  schoolUrn:
    'urn|school urn|establishment urn|urn number|gias urn|edubase urn|setting urn|school unique reference number',
  laestab:
    'laestab|la estab|dfe|dfes|dfe number|dfe no|dfe num|dfes number|dfes no|dcsf number|dfe code|la establishment number|estab number|establishment number|estab no|establishment no|dfe estab|dfe establishment number|school number|school dfe',
  ukprn: 'school ukprn|setting ukprn|provider ukprn',
  practiceCode:
    'practice code|ods|ods code|ods codes|practice ods code|practice id|practice no|practice number|org id gp|national practice code|ods practice code|gp ods|gpode',
  nativeId: 'native id',
  entry:
    'admission|admitted|entry|enrolment|enrollment|enrolled|joined|date of entry|admission date|date of admission|date admitted|entry date|enrolment date|doa|on roll|on roll date|date on roll|date joined|start at school|date enrolled|admit date|roll start|joining date|date of enrolment',
  leaving:
    'leaving|left|leave|leaver|exit|leaving date|date of leaving|date left|left date|dol|off roll|off roll date|leave date|date leaving|exit date|roll end|date off roll|deenrolled',
  start:
    'start|from|started|commenced|commence|effective from|valid from|begin|began|allocated from|allocation start|date allocated|allocated date|assigned|date assigned|assigned date|allocated on|allocation date|date from|start date|date started|from date|date start|involvement start|sw decom|date involved|opened to team|active from|first seen',
  end: 'end|to|ended|ceased|cease|finish|finished|until|effective to|valid to|date deallocated|deallocated|allocated to date|allocation end|date to|end date|date ended|to date|date end|involvement end|sw dec|date ceased|discharge|discharged|discharge date|date discharged|date of discharge|unallocated|date unallocated|active to',
  suppliedAt:
    'extract date|run date|report date|date of extract|extracted|extracted at|extracted on|supplied at|extract dt|date extract|date extracted|snapshot date|snapshot|as at|as at date|export date|exported|exported at|date of report|date run|data as at|extraction date|date exported',
  identifierType:
    'reference type|reference type code|identifier type|id type|link identifier type|linked identifier type|identifier type code|ref type|type of identifier|type of reference',
  identifierValue:
    'identifier value|reference number|identifier number|ref value|reference value|link identifier value|linked identifier value|ref number|ref no',
};

/** Which of several things of one kind a column holds. */
const QUALIFIERS: Readonly<Record<string, string>> = {
  preferred:
    'preferred|pref|chosen|known as|knownas|known by|nickname|nick name|familiar|everyday|prefers|likes to be called|liked name|goes by',
  former: 'former|formerly|previous|prev|prior|old|at birth|original|historic|historical|earlier',
  alias: 'maiden|alias|aliases|aka|also known as|a k a|known aliases|other known names|alias names',
};

/** Words that change nothing. */
const NEUTRAL =
  'the|of|a|an|and|or|for|at|in|is|s|no|num|nbr|number|code|cd|value|txt|text|str|int|current|legal|main|primary|own|registered|usual|recorded|dim|fact|dttm|datetime|timestamp|yyyymmdd|ddmmyyyy|dd|mm|yyyy|yyyy mm dd|dd mm yyyy|date|dt|desc|description|official|actual|latest|full|home|details|detail|basic|contact|contacts|info|information|data|field|allocated|assigned|named|named person|priority|legal|involvement|involvements|allocation|allocations|assignment|row|latest|last known|display|linked|link|addr|unique|current main|responsible|general|personal|identifiers|characteristics|status at|list|records|record|census|table|tbl|view|dataset|longer|row|education|case|intervention';

/**
 * What a record has no place for, and why; told instead of being guessed at. A star stands for any ending.
 */
const HELD: readonly (readonly [why: string, phrases: string])[] = [
  [
    'a characteristic: the record does not hold it',
    'ethnic*|language*|lang|religio*|nationalit*|natnl*|nation|country*|immigra*|uasc|eal|interpret*|asylum|refugee|pronoun*|gender identity|sexual*|orientation|traveller|faith|passport*|citizenship|speaks*|spoken|fluency|english',
  ],
  [
    'case information: the record does not hold it (HOLD-02)',
    'disab*|need|needs|sen|send|sen status|sen need|sen type|sen provision|ehcp|ehc|medical*|health|sdq|substance*|immunis*|imms|vaccin*|dental|teeth|convict*|offen*|pnc|dose|allerg*|diagnos*|condition|conditions|medication*|diet*|weight|height|gestation*|birth weight',
  ],
  [
    'case information: the record does not hold it (HOLD-02)',
    'legal status|ls|placement*|place|placed|rne|rec|cin|reason*|plan|plans|assessment*|outcome*|risk*|at risk|abuse*|category of abuse|review*|missing|dolo|adopt*|referral*|closure*|episode*|contact source|date of contact|last contact|looked after|in care|lac|cla|cp|issue|issues|concern*|legal order|court orders|care order|order type|order date|order start|order start date|order end|order end date|offence|case opened|case closed|case open|case close|opened|closed|case status|decision*|permanence|strategy|conference*|section 47|s47|contact date|care package|rag|care leaver|young carer|known to',
  ],
  [
    'school business: the record does not hold it',
    'attendance*|session*|hours|lunch*|meal*|fsm|free school|boarder*|boarding*|enrol status|enrolstatus|enrolment status|admissions status|admission status|part time|parttime|nc year*|ncyear*|ncy|year group|year taught|year|yeargroup|exclusion*|suspension*|attainment*|fund*|topup|class type|class|classes|class name|provision*|resourced*|plaa|service child|eyp|eypp*|daf|extended*|eligib*|yssa|pupil premium|premium|grade|grades|reg group|registration group|form|form group|tutor group|form tutor group|house group|academic house|boarding house|academic*|preference*|season*|proposed*|school year|term|room|current room|cohort|discount|graduation|qualification*|gcse*|exam number|house point*|reg|group|groups|enquir*|prospectus|subject*|course*|sets|registration|site|uci|union',
  ],
  [
    'the record does not hold it',
    'occupation*|birth place|birthplace|place of birth|town of birth|birth town|birth county|birth country|county of birth|city of origin|origin|marital*|note|notes|comment*|free text|remarks|summary|narrative|photo*|image|picture|consent*|fax|website|url|bank*|nino|ni|ni number|ni no|national insurance*|initial|initials|tenancy*|tenure|bedroom*|benefit*|income|rent|password|language spoken|about|signature|certificate|job seeker|invoice*|session rate|ad username|pick up|height|twitter|social media',
  ],
  [
    'follows from other values',
    'age|ages|age band|easting|northing|latitude|longitude|lat|lon|lng|ward|lsoa|distance|imd|decile|constituency|grid ref|x coordinate|y coordinate',
  ],
  [
    'the source system’s own housekeeping',
    'table id|tableid|seqcolumn|orderseq|order seq|order seq column|source id|last updated|lastupdated|updated*|created*|modified*|deleted|row id number|load date|loaddate|batch*|restored*|version*|processing*|entered|audit*|is deleted|active|is active|marked*|duplicat*|test patient|dummy*|restricted|confidential|purge|import*|sequence|sort*|order|flag|count|total|source|system*|status|verified|matched*|visible*|sensitive|source*|spine*|security*|submitted|type|category|event*|when|unknown|captured|capture|created',
  ],
];

/** No phrase of the lexicon has more words. */
export const LONGEST_PHRASE = 6;

const TERMS = new Map<string, Term>();
const STEMS = new Map<string, Term>();
const WORDS = new Set<string>();

// What is said first holds: things before what only looks like nothing.
for (const [id, phrases] of Object.entries(OWNERS)) add(phrases, { kind: 'owner', id });
for (const [id, phrases] of Object.entries(THINGS)) add(phrases, { kind: 'thing', id });
for (const [id, phrases] of Object.entries(QUALIFIERS)) add(phrases, { kind: 'qualifier', id });
for (const [why, phrases] of HELD) add(phrases, { kind: 'held', id: why });
add(NEUTRAL, { kind: 'neutral', id: '' });

function add(phrases: string, term: Term): void {
  for (const written of phrases.split('|')) {
    const phrase = written.replace('*', '');
    const terms = written === phrase ? TERMS : STEMS;
    if (!terms.has(phrase)) terms.set(phrase, term);
    for (const word of phrase.split(' ')) WORDS.add(word);
  }
}

/** What a word says that stands alone: beside others it says less. */
const ALONE: Readonly<Record<string, Term>> = {
  first: { kind: 'thing', id: 'given' },
  last: { kind: 'thing', id: 'family' },
  family: { kind: 'thing', id: 'family' },
  deceased: { kind: 'thing', id: 'death' },
  room: { kind: 'thing', id: 'addressLine' },
  floor: { kind: 'thing', id: 'addressLine' },
};

/** What the only word of a name says. */
export function findLoneTerm(word: string): Term | undefined {
  return ALONE[word] ?? findTerm(word);
}

/** What this phrase says: words in small letters with a space between them. */
export function findTerm(phrase: string): Term | undefined {
  return TERMS.get(phrase) ?? (phrase.length > 3 ? findStem(phrase) : undefined);
}

function findStem(phrase: string): Term | undefined {
  for (let end = phrase.length; end >= 3; end -= 1) {
    const found = STEMS.get(phrase.slice(0, end));
    if (found && !phrase.slice(end).includes(' ')) return found;
  }
  return undefined;
}

/** Whether this is a word that the lexicon knows, alone or in a phrase. */
export function isKnownWord(word: string): boolean {
  return WORDS.has(word) || findTerm(word) !== undefined;
}

/** The word of the lexicon that this one is but for one letter too many, too few or other, or two exchanged. */
export function findNearWord(word: string): string | undefined {
  if (word.length < 6) return undefined;
  for (const known of WORDS)
    if (known.length >= 6 && known[0] === word[0] && isNear(known, word)) return known;
  return undefined;
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.slice(at + (short.length === long.length ? 1 : 0)) === long.slice(at + 1)) return true;
  const isExchanged = a.length === b.length && a[at] === b[at + 1] && a[at + 1] === b[at];
  return isExchanged && a.slice(at + 2) === b.slice(at + 2);
}
