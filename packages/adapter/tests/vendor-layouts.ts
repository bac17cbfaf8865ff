import {
  KEY,
  JOIN,
  GIVEN,
  FAMILY,
  BIRTH,
  DEATH,
  GENDER,
  ID,
  LINES,
  TOWN,
  POSTCODE,
  UPRN,
  USE,
  TEAM,
  WORKER,
  ORGANISATION,
} from './places.ts';
import type { SAMPLES } from './sample-values.ts';

/**
 * Column → how its values look, and the place in the record where a person would put it; without one the record has
 * no place for it. Written from what the systems’ documents say, before any draft was looked at.
 */
export type TableLayout = Readonly<Record<string, readonly [keyof typeof SAMPLES, string?]>>;
/** The tables of one system’s export, by name. */
export type SystemLayout = Readonly<Record<string, TableLayout>>;

/** Layouts of real systems, as their own documents name the columns. */
export const LAYOUTS: Readonly<Record<string, SystemLayout>> = {
  'Liquidlogic, HDM.Child_Social': {
    DIM_PERSON: {
      DIM_PERSON_ID: ['id', KEY], LEGACY_ID: ['ref'], UPN: ['upn', ID], FORMER_UPN: ['empty', ID], FORENAME: ['given', GIVEN], SURNAME: ['family', FAMILY],
      GENDER_MAIN_CODE: ['sex', GENDER], ETHNICITY_MAIN_CODE: ['code'], BIRTH_DTTM: ['isoTime', BIRTH], DOB_ESTIMATED: ['yes', BIRTH],
      DEATH_DTTM: ['empty', DEATH], NHS_NUMBER: ['nhs', ID], NATNL_CODE: ['code'], IS_CLIENT: ['yes'], DUPLICATED_DTTM: ['empty'],
    },
    DIM_PERSON_ADDRESS: {
      DIM_PERSON_ID: ['id', JOIN], ADDSS_TYPE_CODE: ['addressType', USE], START_DTTM: ['isoTime', 'child/addresses/from'], END_DTTM: ['empty', 'child/addresses/to'], ROOM_NO: ['empty', LINES],
      FLOOR_NO: ['empty', LINES], FLAT_NO: ['empty', LINES], BUILDING: ['empty', LINES], HOUSE_NO: ['house', LINES], STREET: ['street', LINES], TOWN: ['town', TOWN],
      POSTCODE: ['postcode', POSTCODE], UPRN: ['number', UPRN], EASTING: ['number'], NORTHING: ['number'],
    },
  },
  'Mosaic (Servelec)': {
    MO_PERSONS: {
      PERSON_ID: ['id', KEY], GENDER: ['sex', GENDER], DATE_OF_BIRTH: ['date', BIRTH], AGE_ESTIMATED: ['yes', BIRTH], DATE_OF_DEATH: ['empty', DEATH],
      SUB_ETHNICITY: ['code'], COUNTRY_OF_BIRTH: ['words'], FIRST_NAMES: ['given', GIVEN], LAST_NAME: ['family', FAMILY],
    },
    MO_SUBJECT_REFERENCES: { PERSON_ID: ['id', JOIN], REFERENCE_TYPE_CODE: ['refType', ID], REFERENCE: ['refValue', ID] },
    ADDRESSES: {
      PERSON_ID: ['id', JOIN], ADDRESS_TYPE: ['addressType', USE], FLAT_NUMBER: ['empty', LINES], STREET_NUMBER: ['house', LINES], BUILDING: ['empty', LINES],
      STREET: ['street', LINES], TOWN: ['town', TOWN], POST_CODE: ['postcode', POSTCODE],
    },
  },
  'Eclipse (OLM)': {
    PERSONDEMOGRAPHICSVIEW: {
      PERSONID: ['id', KEY], CAREFIRSTID: ['ref'], FORENAME: ['given', GIVEN], SURNAME: ['family', FAMILY], SEX: ['sexWord', GENDER], ETHNICITYCODE: ['code'],
      DATEOFBIRTH: ['isoTime', BIRTH], DUEDATE: ['empty', BIRTH], DIEDDATE: ['empty', DEATH], NHSNUMBER: ['nhs', ID],
    },
    ADDRESSPERSONVIEW: {
      PERSONID: ['id', JOIN], ROOMDESCRIPTION: ['empty', LINES], FLOORDESCRIPTION: ['empty', LINES], BUILDINGNAMEORNUMBER: ['house', LINES], STREETNAME: ['street', LINES],
      TOWNORCITY: ['town', TOWN], POSTCODE: ['postcode', POSTCODE], UPRN: ['number', UPRN], TYPE: ['addressType', USE],
    },
  },
  Azeus: {
    SVC_USR: {
      SVC_USR_REF_NO: ['id', KEY], CURRENT_GENDER: ['sex', GENDER], ETHNIC_ORIGIN: ['code'], DOB_DAY: ['day', BIRTH], DOB_MTH: ['month', BIRTH], DOB_YR: ['year', BIRTH],
      DT_OF_DEATH_DAY: ['empty', DEATH], DT_OF_DEATH_MTH: ['empty', DEATH], DT_OF_DEATH_YR: ['empty', DEATH],
      FORENAME: ['given', GIVEN], SURNAME: ['family', FAMILY],
    },
  },
  'Standard Safeguarding Dataset': {
    ssd_person: {
      pers_person_id: ['id', KEY], pers_forename: ['given', GIVEN], pers_surname: ['family', FAMILY], pers_sex: ['sex', GENDER], pers_ethnicity: ['code'],
      pers_dob: ['iso', BIRTH], pers_common_child_id: ['nhs', ID], pers_legacy_id: ['ref'], pers_upn_unknown: ['empty'], pers_send_flag: ['yes'], pers_expected_dob: ['empty', BIRTH],
      pers_death_date: ['empty', DEATH], pers_is_mother: ['yes'], pers_nationality: ['words'],
    },
    ssd_address: {
      addr_table_id: ['number'], addr_person_id: ['id', JOIN], addr_address_type: ['addressType', USE], addr_address_start_date: ['iso', 'child/addresses/from'],
      addr_address_end_date: ['empty', 'child/addresses/to'], addr_address_postcode: ['postcode', POSTCODE],
    },
    ssd_linked_identifiers: {
      link_table_id: ['number'], link_person_id: ['id', JOIN], link_identifier_type: ['refType', ID], link_identifier_value: ['refValue', ID],
      link_valid_from_date: ['iso'], link_valid_to_date: ['empty'],
    },
    ssd_involvements: {
      invo_involvements_id: ['ref', 'involvements/id'], invo_person_id: ['id', JOIN], invo_involvements_team: ['words', TEAM],
      invo_involvement_start_date: ['iso', 'involvements/from'], invo_involvement_end_date: ['empty', 'involvements/to'], invo_worker_change_reason: ['code'],
    },
  },
  'Common Transfer File as a table': {
    pupils: {
      'Pupil ID': ['id', KEY], UPN: ['upn', ID], 'Former UPN': ['empty', ID], 'Unique Learner Number': ['empty', ID], Surname: ['family', FAMILY], Forename: ['given', GIVEN],
      'Middle Names': ['empty', GIVEN], 'Preferred Surname': ['family', FAMILY], 'Preferred Forename': ['given', GIVEN], 'Former Surname': ['empty', FAMILY], DOB: ['date', BIRTH],
      Gender: ['sex', GENDER], 'NC Year Actual': ['number'], Ethnicity: ['code'], 'Enrol Status': ['code'], 'Address Line 1': ['house', LINES],
      'Address Line 2': ['street', LINES], Town: ['town', TOWN], County: ['words', 'child/addresses/county'], 'Post Code': ['postcode', POSTCODE], 'School Name': ['words', ORGANISATION],
      'Entry Date': ['date', 'involvements/from'], 'Leaving Date': ['empty', 'involvements/to'], 'Parent Name': ['name', 'carers/name'], 'Parent Telephone': ['phone', 'carers/contact/telephone'], 'Parent Email': ['email', 'carers/contact/email'],
    },
  },
  'Ofsted Annex A, list 6': {
    list_6: {
      'Child Unique ID': ['id', KEY], Gender: ['sex', GENDER], Ethnicity: ['code'], 'Date of Birth': ['date', BIRTH], 'Age of Child (Years)': ['day'],
      'Has the child/young person had previous periods of being looked after?': ['yes'], 'Allocated Team': ['words', TEAM], 'Allocated Worker': ['name', WORKER],
    },
  },
  'Standard Safeguarding Dataset, columns without prefix': {
    ssd_person: {
      pers_person_id: ['id', KEY], forename: ['given', GIVEN], surname: ['family', FAMILY], sex: ['sex', GENDER], ethnicity: ['code'], dob: ['iso', BIRTH],
      common_child_id: ['nhs', ID], legacy_id: ['ref'], upn_unknown: ['empty'], send_flag: ['yes'], expected_dob: ['empty', BIRTH], death_date: ['empty', DEATH], is_mother: ['yes'], nationality: ['words'],
    },
    ssd_address: {
      addr_table_id: ['number'], person_id: ['id', JOIN], address_type: ['addressType', USE], start: ['iso', 'child/addresses/from'], end: ['empty', 'child/addresses/to'], postcode: ['postcode', POSTCODE],
    },
    ssd_linked_identifiers: {
      person_id: ['id', JOIN], identifier_type: ['refType', `${ID}/type`], value: ['refValue', `${ID}/value`], valid_from: ['iso'], valid_to: ['empty'],
    },
  },
  'DfE social care API, as tables': {
    children: {
      la_child_id: ['id', KEY], mis_child_id: ['ref'], unique_pupil_number: ['upn', ID], former_unique_pupil_number: ['empty', ID], unique_pupil_number_unknown_reason: ['empty'],
      first_name: ['given', GIVEN], surname: ['family', FAMILY], date_of_birth: ['iso', BIRTH], expected_date_of_birth: ['empty', BIRTH], sex: ['sex', GENDER], ethnicity: ['code'],
      disabilities: ['code'], postcode: ['postcode', POSTCODE], uasc_flag: ['yes'], uasc_end_date: ['empty'], purge: ['yes'],
    },
  },
  'School census as COLLECT gives it, with addresses': {
    pupilonroll: {
      pupilonrolltableid: ['id', KEY], NativeId: ['words', ORGANISATION], schoolcensustableid: ['number'], upn: ['upn', ID], formerupn: ['empty', ID], surname: ['family', FAMILY],
      forename: ['given', GIVEN], middlenames: ['given', GIVEN], preferredsurname: ['family', FAMILY], formersurname: ['empty', FAMILY], uniquelearnernumber: ['empty', ID],
      dob: ['isoTime', BIRTH], sex: ['sex', GENDER], entrydate: ['isoTime', 'involvements/from'], language: ['code'], enrolstatus: ['code'], boarder: ['code'], plaa: ['code'], senprovision: ['code'], ncyearactual: ['day'],
    },
    addressesonroll: {
      pupilonrolltableid: ['id', JOIN], addressesonrollorderseqcolumn: ['day'], uniquepropertyreferencenumber: ['number', UPRN], postcode: ['postcode', POSTCODE], saon: ['empty', LINES], paon: ['house', LINES],
      street: ['street', LINES], locality: ['empty', LINES], town: ['town', TOWN], administrativearea: ['words', 'child/addresses/county'],
    },
  },
  'SEN2 as a table': {
    persons: {
      PersonID: ['id', KEY], Surname: ['family', FAMILY], Forename: ['given', GIVEN], PersonBirthDate: ['iso', BIRTH], Sex: ['sex', GENDER], Ethnicity: ['code'], PostCode: ['postcode', POSTCODE],
      UPN: ['upn', ID], UniqueLearnerNumber: ['empty', ID],
    },
  },
  'Learning Records Service, as a table': {
    learners: {
      ULN: ['uln', KEY], CreatedDate: ['iso'], LastUpdatedDate: ['iso'], Title: ['words', 'child/names/prefix'], GivenName: ['given', GIVEN], MiddleOtherName: ['given', GIVEN], FamilyName: ['family', FAMILY],
      PreferredGivenName: ['given', GIVEN], PreviousFamilyName: ['family', FAMILY], SchoolAtAge16: ['words'], LastKnownAddressLine1: ['street', LINES], LastKnownAddressLine2: ['empty', LINES],
      LastKnownAddressTown: ['town', TOWN], LastKnownAddressCountyOrCity: ['words', 'child/addresses/county'], LastKnownPostCode: ['postcode', POSTCODE], DateOfAddressCapture: ['iso'], DateOfBirth: ['iso', BIRTH],
      PlaceOfBirth: ['words'], Gender: ['sexNumber', GENDER], Nationality: ['code'], ScottishCandidateNumber: ['empty'], VerificationType: ['day'], TierLevel: ['day'], AbilityToShare: ['day'],
    },
  },
  'NCCIS as a table': {
    young_people: {
      YoungPersonsID: ['longId', KEY], GivenName: ['given', GIVEN], FamilyName: ['family', FAMILY], DOB: ['date', BIRTH], Ethnicity: ['code'], Address: ['street', LINES], Postcode: ['postcode', POSTCODE],
      CohortStatus: ['code'], TransferredToLEACode: ['empty'], LeadLEA: ['laCode'],
    },
  },
  'e-CAF form as a table': {
    assessments: {
      'CAF Ref': ['ref', KEY], 'Given name(s)': ['given', GIVEN], 'Family name': ['family', FAMILY], 'AKA / previous names': ['empty', FAMILY], Sex: ['sexWord', GENDER], Address: ['street', LINES],
      Postcode: ['postcode', POSTCODE], 'Date of birth': ['date', BIRTH], EDD: ['empty', BIRTH], Ethnicity: ['code'], 'First language': ['words'], Disability: ['yes'], 'Parent/carer name': ['name', 'carers/name'],
      'Parent/carer tel': ['phone', 'carers/contact/telephone'], Relationship: ['relation', 'carers/relationship'], 'Parental responsibility': ['yes', 'carers/parentalResponsibility'],
      'Assessor name': ['name', WORKER], 'Assessor role': ['words', `${WORKER}/role`], 'Assessor tel': ['phone', 'involvements/contact/telephone'],
    },
  },
  'Ofsted Annex A, lists 2 and 9': {
    list_2: {
      'Child Unique ID': ['id', KEY], Gender: ['sex', GENDER], Ethnicity: ['code'], 'Date of Birth': ['date', BIRTH], 'Age of Child (Years)': ['day'], 'Assessment start date': ['date'],
      'Assessment completion date': ['empty'], 'Organisation completing assessment': ['words', TEAM],
    },
    list_9: {
      'Child Unique ID': ['id', JOIN], Gender: ['sex'], Ethnicity: ['code'], 'Date of Birth': ['date'], 'Age of Child (Years)': ['day'], 'Allocated Personal Advisor': ['name', WORKER],
    },
  },
  // The layouts below are ours, in words that school and practice systems are known to use.
  'A school system’s report': {
    students: {
      Adno: ['ref', KEY], 'Legal Forename': ['given', GIVEN], 'Middle Name(s)': ['empty', GIVEN], 'Legal Surname': ['family', FAMILY], 'Chosen Forename': ['given', GIVEN], 'Chosen Surname': ['family', FAMILY],
      DOB: ['date', BIRTH], 'Legal Sex': ['sex', GENDER], 'Reg Group': ['code'], 'Year Taught In': ['day'], UPN: ['upn', ID], ULN: ['empty', ID], 'House Number': ['house', LINES], Street: ['street', LINES],
      'Town/City': ['town', TOWN], 'Post code': ['postcode', POSTCODE], 'Date of Admission': ['date', 'involvements/from'], 'Date of Leaving': ['empty', 'involvements/to'], 'School Name': ['words', ORGANISATION],
      'Priority 1 Contact Name': ['name', 'carers/name'], 'Priority 1 Contact Relationship': ['relation', 'carers/relationship'], 'Priority 1 Contact Telephone': ['phone', 'carers/contact/telephone'],
      'FSM Eligible': ['yes'], 'SEN Status': ['code'],
    },
  },
  'A practice’s patient list': {
    patients: {
      'Patient Number': ['id', KEY], 'NHS No.': ['nhs', ID], Title: ['words', 'child/names/prefix'], 'First Names': ['given', GIVEN], 'Family Name': ['family', FAMILY], 'Known As': ['given', GIVEN], 'Date Of Birth': ['monthName', BIRTH],
      Sex: ['sexWord', GENDER], 'House Name/Flat No': ['house', LINES], 'Number & Street': ['street', LINES], Village: ['empty', LINES], 'Post Town': ['town', TOWN], County: ['words', 'child/addresses/county'],
      Postcode: ['postcode', POSTCODE], 'Usual GP': ['name', ORGANISATION], 'GP Practice Code': ['practice', ORGANISATION], 'Date of Death': ['empty', DEATH], 'Last Contact': ['date'],
    },
  },
  'An early help system': {
    cases: {
      case_number: ['ref', KEY], childs_first_name: ['given', GIVEN], childs_last_name: ['family', FAMILY], childs_dob: ['iso', BIRTH], childs_gender: ['sexWord', GENDER], address_1: ['street', LINES], address_2: ['empty', LINES],
      address_3: ['town', LINES], post_code: ['postcode', POSTCODE], mothers_name: ['name', 'carers/name'], mothers_mobile: ['phone', 'carers/contact/telephone'],
      lead_practitioner: ['name', WORKER], lead_practitioner_job_title: ['words', `${WORKER}/role`], lead_practitioner_phone: ['phone', 'involvements/contact/telephone'], lead_practitioner_email: ['email', 'involvements/contact/email'],
      team_name: ['words', TEAM], case_opened: ['iso'], case_closed: ['empty'], presenting_issue: ['words'], outcome: ['words'],
    },
  },
  'A child health system': {
    patients: {
      'Client ID': ['id', KEY], 'NHS Number': ['nhs', ID], 'NHS Number Status': ['code'], Forename1: ['given', GIVEN], Forename2: ['empty', GIVEN], Surname: ['family', FAMILY], Alias: ['empty', FAMILY],
      'Birth Date': ['date', BIRTH], 'Birth Weight': ['day'], 'Gender Code': ['sexNumber', GENDER], 'Addr Line 1': ['street', LINES], 'Addr Line 2': ['town', LINES], 'Addr Line 3': ['empty', LINES],
      'Addr Postcode': ['postcode', POSTCODE], 'GP Name': ['name', ORGANISATION], 'GP Practice ODS Code': ['practice', ORGANISATION], 'Mother Forename': ['given', 'carers/name'], 'Mother Surname': ['family', 'carers/name'],
      'Mother NHS No': ['nhs'], 'Health Visitor': ['name', WORKER], 'HV Team': ['words', TEAM], 'HV Tel No': ['phone', 'involvements/contact/telephone'], 'Imms Status': ['code'],
    },
  },
  'A youth justice system': {
    persons: {
      'YJ Person ID': ['id', KEY], 'First Name': ['given', GIVEN], 'Middle Names': ['empty', GIVEN], 'Last Name': ['family', FAMILY], 'D.O.B.': ['date', BIRTH], Gender: ['sexWord', GENDER], PNC: ['ref'], 'Current Address': ['street', LINES],
      'Current Postcode': ['postcode', POSTCODE], Offence: ['words'], 'Order Type': ['code'],
    },
    allocations: {
      'YJ Person ID': ['id', JOIN], 'Case Manager': ['name', WORKER], Team: ['words', TEAM], 'Start Date': ['date', 'involvements/from'], 'End Date': ['empty', 'involvements/to'], Email: ['email', 'involvements/contact/email'],
    },
  },
  'A school admissions list': {
    applications: {
      'Application Ref': ['ref', KEY], 'Child First Name': ['given', GIVEN], 'Child Last Name': ['family', FAMILY], 'Child DOB': ['iso', BIRTH], 'Child Gender': ['sex', GENDER], 'Child UPN': ['upn', ID], 'Home Address Line 1': ['street', LINES],
      'Home Address Line 2': ['empty', LINES], 'Home Town': ['town', TOWN], 'Home Postcode': ['postcode', POSTCODE], 'Parent 1 Title': ['words', 'carers/name/prefix'], 'Parent 1 First Name': ['given', 'carers/name'],
      'Parent 1 Last Name': ['family', 'carers/name'], 'Parent 1 Relationship': ['relation', 'carers/relationship'], 'Parent 1 Mobile': ['phone', 'carers/contact/telephone'], 'Parent 1 Email': ['email', 'carers/contact/email'],
      'Current School': ['words', ORGANISATION], 'Preference 1': ['words'], 'Preference 2': ['words'], 'Looked After': ['yes'], Submitted: ['iso'],
    },
  },
  'A housing register': {
    household: {
      tenancy_ref: ['ref'], person_ref: ['id', KEY], title: ['words', 'child/names/prefix'], forenames: ['given', GIVEN], surname: ['family', FAMILY], birth_date: ['iso', BIRTH], sex: ['sex', GENDER], uprn: ['number', UPRN], property_address: ['street', LINES],
      property_town: ['town', TOWN], property_postcode: ['postcode', POSTCODE], housing_officer: ['name', WORKER], officer_phone: ['phone', 'involvements/contact/telephone'], tenancy_start: ['iso'], bedrooms: ['day'],
    },
  },
  'A virtual school’s list': {
    pupils: {
      'LCS ID': ['id', KEY], 'Pupil Forename': ['given', GIVEN], 'Pupil Surname': ['family', FAMILY], 'Pupil DOB': ['date', BIRTH], Sex: ['sex', GENDER], UPN: ['upn', ID], 'Name of School': ['words', ORGANISATION], 'School URN': ['number', ORGANISATION],
      'Designated Teacher': ['name'], 'Social Worker': ['name', WORKER], 'Social Worker Team': ['words', TEAM], 'Social Worker Email': ['email', 'involvements/contact/email'], 'Social Worker Phone': ['phone', 'involvements/contact/telephone'],
      'Attendance %': ['day'], 'PEP Date': ['date'], 'Legal Status': ['code'], 'Year Group': ['day'],
    },
  },
  'A voluntary body’s register': {
    members: {
      Ref: ['ref', KEY], 'Name (first)': ['given', GIVEN], 'Name (last)': ['family', FAMILY], 'Date born': ['date', BIRTH], 'M/F': ['sex', GENDER], 'Street address': ['street', LINES], City: ['town', TOWN], 'Post Code': ['postcode', POSTCODE],
      'Parent/guardian': ['name', 'carers/name'], 'Parent/guardian phone': ['phone', 'carers/contact/telephone'], 'Emergency contact': ['name'], 'Key worker': ['name', WORKER], 'Joined on': ['date'], Allergies: ['words'],
    },
  },
}; // prettier-ignore
