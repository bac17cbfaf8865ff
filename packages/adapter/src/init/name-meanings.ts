import type { HeaderReading, Owner } from './read-header.ts';
import { MEANINGS, type MeaningId } from './vocabulary.ts';

/** What the name of a column may mean; nothing where the record has no place for it. */
export function meaningsOfName(reading: HeaderReading): readonly MeaningId[] {
  if (reading.held !== undefined || reading.owner === 'other') return [];
  const meanings = BY_OWNER[reading.owner ?? 'child'](reading, mainThing(reading));
  // A question is answered by yes or no, whoever it is about.
  return reading.isQuestion ? meanings.filter((id) => MEANINGS.get(id)?.kinds.includes('boolean')) : meanings;
}

type Find = (reading: HeaderReading, thing: string | undefined) => readonly MeaningId[];

const BY_OWNER: Readonly<Record<Exclude<Owner, 'other'>, Find>> = {
  child: ofChild,
  carer: ofCarer,
  worker: ofWorker,
  team: ofWorker,
  school: ofSchool,
  practice: ofPractice,
};

/** Of several things the last is meant, but for those that only say what the last is of. */
function mainThing({ things, owner }: HeaderReading): string | undefined {
  const [first] = things;
  const last = things.at(-1);
  if (things.length < 2 || first === last) return last;
  const pair = PAIRS.find(([one, other]) => things.includes(one) && things.includes(other));
  if (pair) return pair[2] ?? first;
  const isOfChild = owner === undefined || owner === 'child';
  if (last === 'id') return isOfChild ? IDENTIFIED.find((of) => things.includes(of)) : last;
  // “Birth county”, “death place”: of a day nothing is told but the day.
  if (first === 'birth' || first === 'death') return undefined;
  return last === 'name' ? things.at(-2) : last;
}

/** Things that mean something together; without a third word the first that is said. */
const PAIRS: readonly (readonly [string, string, string?])[] = [
  ['county', 'town'],
  ['birth', 'sex', 'sex'],
  ['birth', 'family', 'birthFamily'],
];

const IDENTIFIED = ['nhs', 'upn', 'formerUpn', 'uln', 'laChildId'];

/** Things that mean the same whoever is spoken of. */
const PLAIN: Readonly<Record<string, MeaningId>> = {
  nhs: 'nhsNumber', upn: 'upn', formerUpn: 'formerUpn', uln: 'uln', laChildId: 'laChildId',
  birth: 'birthDate', birthDay: 'birthDay', birthMonth: 'birthMonth', birthYear: 'birthYear', expectedBirth: 'expectedBirth', birthEstimated: 'birthEstimated', birthFamily: 'formerFamily',
  death: 'deathDate', deathDay: 'deathDay', deathMonth: 'deathMonth', deathYear: 'deathYear', sex: 'sex', prefix: 'prefix', suffix: 'suffix', middle: 'middle',
  addressLine: 'addressLine', town: 'town', county: 'county', postcode: 'postcode', uprn: 'uprn', addressType: 'addressType',
  relationship: 'relationship', parentalResponsibility: 'parentalResponsibility', hasCare: 'hasCare', role: 'role', lead: 'lead', teamName: 'team', involvementId: 'allocationId',
  schoolUrn: 'schoolUrn', laestab: 'laestab', ukprn: 'ukprn', practiceCode: 'practiceCode', nativeId: 'school', entry: 'entryDate', leaving: 'leavingDate', start: 'from', end: 'to',
  suppliedAt: 'suppliedAt', identifierType: 'identifierType', identifierValue: 'identifierValue', homeTelephone: 'carerTelephone',
}; // prettier-ignore

function ofChild(reading: HeaderReading, thing: string | undefined): readonly MeaningId[] {
  const { qualifiers } = reading;
  if (thing === undefined) return ofNothingSaid(reading);
  if (thing === 'given' || thing === 'family' || thing === 'name') return ofChildsName(thing, reading);
  if (qualifiers.has('former')) return FORMER[thing] ?? [];
  if (qualifiers.has('preferred')) return [];
  if (thing === 'telephone' || thing === 'email') return ofNobodysContact(thing, reading);
  const plain = PLAIN[thing];
  return plain ? [plain] : [];
}

function ofNothingSaid({ owner, qualifiers, isAddress, isCode }: HeaderReading): readonly MeaningId[] {
  if (qualifiers.has('preferred')) return ['preferredGiven'];
  if (qualifiers.has('alias')) return ['formerFamily'];
  if (qualifiers.has('former') || isCode) return [];
  if (isAddress) return ['addressLine'];
  return owner === 'child' ? ['wholeName'] : [];
}

const FORMER: Readonly<Record<string, readonly MeaningId[]>> = {
  upn: ['formerUpn'],
  formerUpn: ['formerUpn'],
  birthFamily: ['formerFamily'],
};

/** The record holds no telephone of a child: one that nobody is named for is where its carers are reached. */
function ofNobodysContact(thing: 'telephone' | 'email', { owner }: HeaderReading): readonly MeaningId[] {
  if (owner === 'child') return [];
  return [thing === 'telephone' ? 'carerTelephone' : 'carerEmail'];
}

function ofChildsName(thing: string, { qualifiers, number }: HeaderReading): readonly MeaningId[] {
  if (qualifiers.has('preferred')) return [thing === 'family' ? 'preferredFamily' : 'preferredGiven'];
  if (qualifiers.has('former') || qualifiers.has('alias'))
    return [thing === 'given' ? 'formerGiven' : 'formerFamily'];
  if (thing === 'given') return [(number ?? 1) > 1 ? 'middle' : 'given'];
  return [thing === 'family' ? 'family' : 'wholeName'];
}

const CARERS: Readonly<Record<string, MeaningId>> = {
  name: 'carerName', given: 'carerGiven', family: 'carerFamily', prefix: 'carerPrefix', telephone: 'carerTelephone', homeTelephone: 'carerTelephone', email: 'carerEmail', relationship: 'relationship',
  parentalResponsibility: 'parentalResponsibility', hasCare: 'hasCare', addressLine: 'carerAddressLine', town: 'carerTown', county: 'carerCounty', postcode: 'carerPostcode',
}; // prettier-ignore

function ofCarer(
  { qualifiers, isAddress, isCode }: HeaderReading,
  thing: string | undefined,
): readonly MeaningId[] {
  if (qualifiers.has('former')) return [];
  if (thing === undefined) return isCode ? [] : [isAddress ? 'carerAddressLine' : 'carerName'];
  const meaning = CARERS[thing];
  return meaning ? [meaning] : [];
}

const WORKERS: Readonly<Record<string, MeaningId>> = {
  name: 'workerName', given: 'workerGiven', family: 'workerFamily', prefix: 'workerPrefix', telephone: 'workerTelephone', homeTelephone: 'workerTelephone', email: 'workerEmail', role: 'role',
  teamName: 'team', lead: 'lead', start: 'from', end: 'to', involvementId: 'allocationId',
}; // prettier-ignore

function ofWorker(reading: HeaderReading, thing: string | undefined): readonly MeaningId[] {
  if (reading.qualifiers.has('former')) return [];
  if (reading.isTeam && (thing === undefined || thing === 'name' || thing === 'id')) return ['team'];
  if (thing === undefined) return ofWorkerItself(reading);
  const meaning = WORKERS[thing];
  return meaning ? [meaning] : [];
}

function ofWorkerItself({ owner, isCode, isAtSchool, endsInTo }: HeaderReading): readonly MeaningId[] {
  if (isAtSchool || owner === 'team') return [];
  // “Allocated to” is whom, or until when: the values tell.
  if (endsInTo) return ['workerName', 'to'];
  return isCode ? [] : ['workerName'];
}

const SCHOOLS: Readonly<Record<string, MeaningId>> = {
  name: 'school', teamName: 'school', schoolUrn: 'schoolUrn', laestab: 'laestab', ukprn: 'ukprn', nativeId: 'school', telephone: 'schoolTelephone', email: 'schoolEmail', entry: 'entryDate', start: 'entryDate', leaving: 'leavingDate', end: 'leavingDate',
}; // prettier-ignore

function ofSchool(
  { qualifiers, isCode, isAddress }: HeaderReading,
  thing: string | undefined,
): readonly MeaningId[] {
  if (qualifiers.has('former') || isAddress) return [];
  // A number of a school is one of those that everybody knows, or the system’s own: its values tell.
  if ((thing === undefined && isCode) || thing === 'id') return ['schoolUrn', 'laestab'];
  if (thing === undefined) return ['school'];
  const meaning = SCHOOLS[thing];
  return meaning ? [meaning] : [];
}

const PRACTICES: Readonly<Record<string, MeaningId>> = {
  name: 'practice', family: 'practice', teamName: 'practice', practiceCode: 'practiceCode', id: 'practiceCode', telephone: 'practiceTelephone', email: 'practiceEmail',
}; // prettier-ignore

function ofPractice(
  { qualifiers, isCode, isAddress }: HeaderReading,
  thing: string | undefined,
): readonly MeaningId[] {
  if (qualifiers.has('former') || isAddress) return [];
  if (thing === undefined) return [isCode ? 'practiceCode' : 'practice'];
  const meaning = PRACTICES[thing];
  return meaning ? [meaning] : [];
}
