import type { ValueKind } from './column-profile.ts';

/** What a column may mean. Several columns may mean one thing: the lines of an address. */
export interface Meaning {
  readonly id: MeaningId;
  /** What its values look like; a column whose values do not is not taken for it. */
  readonly kinds: readonly ValueKind[];
  readonly several?: boolean;
  /** Whether a name with a word that nobody knows may still mean it: where values tell it from all else. */
  readonly isLoose?: boolean;
}

/** What a column may mean. */
export type MeaningId =
  | 'given' | 'middle' | 'family' | 'prefix' | 'suffix' | 'preferredGiven' | 'preferredFamily' | 'formerGiven' | 'formerFamily' | 'wholeName'
  | 'birthDate' | 'birthDay' | 'birthMonth' | 'birthYear' | 'expectedBirth' | 'birthEstimated'
  | 'deathDate' | 'deathDay' | 'deathMonth' | 'deathYear' | 'sex'
  | 'nhsNumber' | 'upn' | 'formerUpn' | 'uln' | 'laChildId'
  | 'addressLine' | 'town' | 'county' | 'postcode' | 'uprn' | 'addressType'
  | 'carerName' | 'carerPrefix' | 'carerGiven' | 'carerFamily' | 'relationship' | 'parentalResponsibility' | 'hasCare' | 'carerTelephone' | 'carerEmail'
  | 'carerAddressLine' | 'carerTown' | 'carerCounty' | 'carerPostcode'
  | 'workerName' | 'workerPrefix' | 'workerGiven' | 'workerFamily' | 'role' | 'team' | 'workerTelephone' | 'workerEmail' | 'lead' | 'allocationId'
  | 'school' | 'schoolUrn' | 'laestab' | 'ukprn' | 'schoolTelephone' | 'schoolEmail' | 'entryDate' | 'leavingDate'
  | 'practice' | 'doctor' | 'practiceCode' | 'practiceTelephone' | 'practiceEmail'
  | 'from' | 'to' | 'suppliedAt' | 'identifierType' | 'identifierValue'; // prettier-ignore

const TEXT: readonly ValueKind[] = ['text'];
const NAME: readonly ValueKind[] = ['words', 'label'];
const DATE: readonly ValueKind[] = ['date'];
const NUMBER: readonly ValueKind[] = ['number'];
const FLAG: readonly ValueKind[] = ['boolean'];
const TELEPHONE: readonly ValueKind[] = ['telephone'];
const EMAIL: readonly ValueKind[] = ['email'];

const of = (ids: readonly MeaningId[], kinds: readonly ValueKind[], more: Partial<Meaning> = {}) =>
  ids.map((id): Meaning => ({ id, kinds, ...more }));

/** In the order in which meanings of one score choose their columns. */
export const MEANINGS: ReadonlyMap<MeaningId, Meaning> = new Map(
  [
    ...of(['nhsNumber'], ['nhsNumber', 'number', 'text'], { isLoose: true }),
    ...of(['formerUpn', 'upn'], ['upn', 'text'], { isLoose: true }),
    ...of(['uln'], ['uln', 'number', 'text'], { isLoose: true }),
    ...of(['laChildId', 'allocationId', 'identifierType', 'identifierValue', 'addressType'], TEXT),
    ...of(['birthDay', 'birthMonth', 'birthYear', 'deathDay', 'deathMonth', 'deathYear'], NUMBER),
    ...of(['birthDate', 'deathDate'], DATE, { isLoose: true }),
    ...of(['expectedBirth', 'suppliedAt', 'entryDate', 'leavingDate', 'from', 'to'], DATE),
    ...of(['birthEstimated', 'parentalResponsibility', 'hasCare', 'lead'], FLAG),
    ...of(['sex'], ['sex'], { isLoose: true }),
    ...of(['preferredFamily', 'preferredGiven', 'formerFamily', 'formerGiven', 'given', 'family'], NAME, { isLoose: true }),
    ...of(['middle'], NAME, { isLoose: true, several: true }),
    ...of(['prefix', 'suffix', 'wholeName', 'carerPrefix', 'workerPrefix', 'county', 'town', 'carerTown', 'carerCounty'], NAME),
    ...of(['carerGiven', 'carerFamily', 'carerName', 'workerGiven', 'workerFamily', 'workerName', 'doctor', 'relationship', 'role'], NAME, { isLoose: true }),
    ...of(['carerTelephone', 'workerTelephone', 'schoolTelephone', 'practiceTelephone'], TELEPHONE, { several: true, isLoose: true }),
    ...of(['carerEmail', 'workerEmail', 'schoolEmail', 'practiceEmail'], EMAIL, { several: true, isLoose: true }),
    ...of(['postcode', 'carerPostcode'], ['postcode'], { isLoose: true }),
    ...of(['uprn'], ['number', 'text']),
    ...of(['addressLine', 'carerAddressLine'], TEXT, { several: true }),
    ...of(['schoolUrn'], ['schoolUrn', 'number']),
    ...of(['laestab'], ['laestab', 'number', 'text']),
    ...of(['ukprn'], NUMBER),
    ...of(['practiceCode'], ['odsCode', 'text']),
    ...of(['school', 'practice'], NAME),
    ...of(['team'], ['words', 'text']),
  ].map((meaning) => [meaning.id, meaning]),
); // prettier-ignore
