/** A file of the corpus: the columns that have a place in the record. Every other column has none. */
export type CorpusLayout = Readonly<Record<string, Readonly<Record<string, string>>>>;

const PUPIL = {
  dob: 'child/dateOfBirth', surname: 'child/names/family', forename: 'child/names/given', middlenames: 'child/names/given', preferredsurname: 'child/names/family',
  formersurname: 'child/names/family', upn: 'child/identifiers', formerupn: 'child/identifiers', uniquelearnernumber: 'child/identifiers', sex: 'child/gender',
  NativeId: 'involvements/service/organisation', entrydate: 'involvements/from',
}; // prettier-ignore

const FEBRL = {
  rec_id: 'record/id', given_name: 'child/names/given', surname: 'child/names/family', street_number: 'child/addresses/lines', address_1: 'child/addresses/lines', address_2: 'child/addresses/lines',
  suburb: 'child/addresses/town', date_of_birth: 'child/dateOfBirth',
}; // prettier-ignore

/** What a person would make of the corpus files, by the name of the set. */
export const CORPUS_LAYOUTS: Readonly<Record<string, CorpusLayout>> = {
  'school census': {
    'school-census/2025_spring_pupilonroll.csv': { pupilonrolltableid: 'record/id', ...PUPIL },
    'school-census/2025_spring_pupilnolongeronroll.csv': { pupilnolongeronrolltableid: 'record/id', ...PUPIL, leavingdate: 'involvements/to' },
  },
  SSDA903: {
    'ssda903/header.csv': { CHILD: 'record/id', SEX: 'child/gender', DOB: 'child/dateOfBirth', UPN: 'child/identifiers' },
    'ssda903/episodes.csv': { CHILD: 'join', HOME_POST: 'child/addresses/postcode' },
  },
  'historical figures': {
    'matching/dev_historical_25k.csv': {
      unique_id: 'record/id', first_name: 'child/names/given', surname: 'child/names/family', dob: 'child/dateOfBirth', postcode_fake: 'child/addresses/postcode', gender: 'child/gender',
    },
  },
  'invented thousand': {
    'matching/fake_1000.csv': { unique_id: 'record/id', first_name: 'child/names/given', surname: 'child/names/family', dob: 'child/dateOfBirth', city: 'child/addresses/town' },
  },
  'FEBRL 1': { 'matching/febrl_dataset1.csv': FEBRL },
  'FEBRL 4a': { 'matching/febrl_dataset4a.csv': FEBRL },
  'NBS seed': {
    'matching/nbs_seed.csv': {
      ID: 'record/id', BIRTHDATE: 'child/dateOfBirth', FIRST: 'child/names/given', LAST: 'child/names/family', SUFFIX: 'child/names/suffix', MAIDEN: 'child/names/family', GENDER: 'child/gender',
      ADDRESS: 'child/addresses/lines', CITY: 'child/addresses/town', COUNTY: 'child/addresses/county',
    },
  },
}; // prettier-ignore
