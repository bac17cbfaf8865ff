import {
  KEY,
  JOIN,
  GIVEN,
  FAMILY,
  PREFIX,
  BIRTH,
  DEATH,
  GENDER,
  ID,
  LINES,
  TOWN,
  COUNTY,
  POSTCODE,
  UPRN,
  TEAM,
  WORKER,
  WORKER_PHONE,
  WORKER_EMAIL,
  ORGANISATION,
  FROM,
  TO,
  CARER,
  RELATION,
  PARENTAL,
  CARER_PHONE,
  CARER_EMAIL,
} from '../../../packages/adapter/tests/places.ts';
import type { SystemLayout } from '../../../packages/adapter/tests/vendor-layouts.ts';

/**
 * A third set: columns as public documents, specifications and published code name them, with a key, a birth date or
 * a service’s own column added where a source leaves those to the reader. Values are invented. The places were written
 * down before any draft was looked at; `*` stands where people would differ, and is not counted. Layouts were dealt
 * out in turn: these for improving the profiler, the others for measuring it.
 */
export const DEVELOPMENT_LAYOUTS: Readonly<Record<string, SystemLayout>> = {
  // NHS England, “Manage vaccinations in schools”: import of a cohort.
  'School vaccinations, cohort import': {
    cohort: {
      CHILD_ADDRESS_LINE_1: ['street', LINES], CHILD_ADDRESS_LINE_2: ['empty', LINES], CHILD_POSTCODE: ['postcode', POSTCODE], CHILD_TOWN: ['town', TOWN], CHILD_PREFERRED_GIVEN_NAME: ['given', GIVEN],
      CHILD_DATE_OF_BIRTH: ['iso', BIRTH], CHILD_FIRST_NAME: ['given', GIVEN], CHILD_LAST_NAME: ['family', FAMILY], CHILD_GENDER: ['sexWord', GENDER], CHILD_NHS_NUMBER: ['nhs', ID], CHILD_REGISTRATION: ['code'],
      PARENT_1_EMAIL: ['email', CARER_EMAIL], PARENT_1_NAME: ['name', CARER], PARENT_1_PHONE: ['mobile', CARER_PHONE], PARENT_1_RELATIONSHIP: ['relation', RELATION],
      PARENT_2_EMAIL: ['email', CARER_EMAIL], PARENT_2_NAME: ['name', CARER], PARENT_2_PHONE: ['mobile', CARER_PHONE], PARENT_2_RELATIONSHIP: ['relation', RELATION], CHILD_SCHOOL_URN: ['urn', ORGANISATION],
    },
  },
  // NHS England, Personal Demographics Service over MESH: rows of a trace.
  'PDS trace rows': {
    trace: {
      'UNIQUE REFERENCE': ['id', KEY], REQ_NHS_NUMBER: ['nhs', ID], FAMILY_NAME: ['family', FAMILY], GIVEN_NAME: ['given', GIVEN], OTHER_GIVEN_NAME: ['empty', GIVEN], GENDER: ['sexNumber', GENDER], DATE_OF_BIRTH: ['compactDate', BIRTH],
      DATE_OF_DEATH: ['empty', DEATH], ADDRESS_LINE1: ['street', LINES], ADDRESS_LINE2: ['empty', LINES], ADDRESS_LINE3: ['empty', LINES], ADDRESS_LINE4: ['town', LINES], ADDRESS_LINE5: ['empty', LINES], POSTCODE: ['postcode', POSTCODE], GP_PRACTICE_CODE: ['practice', ORGANISATION],
    },
  },
  // SystmOne strategic extract, as published code that reads it names the columns.
  'SystmOne, patients and addresses': {
    SRPatient: {
      RowIdentifier: ['id', KEY], IDOrganisationVisibleTo: ['code'], Title: ['title', PREFIX], FirstName: ['given', GIVEN], MiddleNames: ['empty', GIVEN], Surname: ['family', FAMILY], PreviousSurname: ['empty', FAMILY], NHSNumber: ['nhs', ID],
      DateBirth: ['isoTime', BIRTH], DateDeath: ['empty', DEATH], BirthPlace: ['town'], Gender: ['sex', GENDER], SpeaksEnglish: ['yes'], EmailAddress: ['email', '*'], TestPatient: ['yes'], SSRef: ['ref', '*'], SpineMatched: ['yes'],
    },
    SRPatientAddressHistory: {
      IDPatient: ['id', JOIN], AddressType: ['addressType', 'child/addresses/use'], NameOfBuilding: ['empty', LINES], NumberOfBuilding: ['house', LINES], NameOfRoad: ['street', LINES], NameOfLocality: ['empty', LINES], NameOfTown: ['town', TOWN],
      NameOfCounty: ['words', COUNTY], FullPostCode: ['postcode', POSTCODE], DateTo: ['empty', 'child/addresses/to'],
    },
  },
  // A pupil data template that a school system publishes for independent schools.
  'Pupil data template': {
    pupils: {
      Id: ['id', KEY], UPN: ['upn', ID], ULN: ['empty', ID], 'AD Username': ['ref'], 'Exam Candidate Number': ['day'], 'Exam UCI Number': ['ref'], Title: ['title', PREFIX], 'Name Initials': ['initials'], Forename: ['given', GIVEN],
      'Middle Names': ['empty', GIVEN], Surname: ['family', FAMILY], 'Preferred Name': ['given', GIVEN], DOB: ['date', BIRTH], Gender: ['sex', GENDER], 'Country of Residence': ['words'], Nationality: ['words'], Language: ['words'], Religion: ['words'],
      'Ethnic Group': ['code'], 'Birth Place': ['town'], 'Birth County': ['words'], 'Birth Country': ['words'], 'NC Year': ['day'], 'Form/Tutor Group': ['code'], Tutor: ['name', WORKER], 'Academic House': ['words'], 'Boarding House': ['words'],
      'Enquiry Date': ['date'], 'Admissions Status': ['code'], 'Enrolment Date': ['date', FROM], 'Enrolment NC Year': ['day'], 'Previous School Code': ['code'], 'Leaving Date': ['empty', TO], 'Leaving Reason': ['empty'], 'Exam Candidate Surname': ['family', '*'],
      'Exam Candidate Forenames': ['given', '*'], 'School Email Address': ['email', '*'], 'Mobile Number': ['mobile', '*'],
    },
  },
  // Department for Education, bulk check of working families’ codes.
  'Eligibility check, bulk upload': {
    applications: {
      'Parent First Name': ['given', CARER], 'Parent Surname': ['family', CARER], 'Parent DOB': ['date'], 'Parent Nino': ['nino'], 'Parent Email Address': ['email', CARER_EMAIL], 'Child First Name': ['given', GIVEN], 'Child Surname': ['family', FAMILY],
      'Child Date of Birth': ['date', BIRTH], 'Child School URN': ['urn', ORGANISATION], 'Eligibility End Date': ['date'], Reference: ['ref', KEY],
    },
  },
  // A school report, as published code reads it.
  'SIMS pupil report': {
    pupils: {
      'Admission No': ['ref', KEY], UPN: ['upn', ID], 'Legal Surname': ['family', FAMILY], 'Legal Forename': ['given', GIVEN], 'Preferred Name': ['name', '*'], 'Date of Birth': ['iso', BIRTH], Gender: ['sex', GENDER], 'Year Group': ['day'], 'Reg Group': ['code'],
      'Enrolment Status': ['words'], 'SEN Status': ['code'], 'Pupil Premium': ['yes'], EAL: ['yes'], 'Looked After': ['yes'], School: ['words', ORGANISATION], Site: ['words'],
    },
  },
  // The child’s page of a nursery system, from its help pages.
  'Nursery system, child profile': {
    children: {
      'Child ID': ['id', KEY], 'First Name': ['given', GIVEN], 'Last Name': ['family', FAMILY], 'Legal Gender': ['sexWord', GENDER], 'Date of Birth': ['date', BIRTH], 'Enrolment Date': ['date', '*'], 'Start Date': ['date', FROM], 'Current Room': ['words'],
      'Key Person': ['name', WORKER], Address: ['street', LINES], Postcode: ['postcode', POSTCODE], 'Default Discount (%)': ['day'], 'Preferred Session': ['words'], 'Leave Reason': ['empty'], 'Cohort Groups': ['code'], 'Term Time Only': ['yes'], 'Nursery Name': ['words', ORGANISATION],
    },
  },
  // A school data broker’s interface, one row a student.
  'School data broker, students': {
    students: {
      id: ['ref', KEY], upi: ['guid'], mis_id: ['number'], initials: ['initials'], surname: ['family', FAMILY], forename: ['given', GIVEN], middle_names: ['empty', GIVEN], legal_surname: ['family', FAMILY], legal_forename: ['given', GIVEN], gender: ['sexUpper', GENDER],
      date_of_birth: ['isoTime', BIRTH], restored_at: ['empty'], created_at: ['isoTime'], updated_at: ['isoTime'], 'education_details.upn': ['upn', ID], 'education_details.admission_date': ['isoTime', FROM], 'education_details.leaving_date': ['empty', TO],
    },
  },
  // A children’s home’s system, as published code names its fields.
  'Children’s home, young person’s profile': {
    young_people: {
      young_person_id: ['id', KEY], first_name: ['given', GIVEN], last_name: ['family', FAMILY], preferred_name: ['given', GIVEN], date_of_birth: ['iso', BIRTH], gender_identity: ['words'], nhs_number: ['nhs', ID], religion: ['words'], nationality: ['words'],
      emergency_contact_name: ['name', '*'], emergency_contact_relationship: ['relation', '*'], emergency_contact_phone: ['phone', '*'], key_worker_name: ['name', WORKER], gp_name: ['name', ORGANISATION], communication_notes: ['text'], placement_status: ['code'], about_me: ['text'],
    },
  },
  // A referral form’s table, as published code defines it.
  'Referral form': {
    referrals: {
      referral_id: ['ref', KEY], child_first_name: ['given', GIVEN], child_last_name: ['family', FAMILY], child_dob: ['iso', BIRTH], referrer_first_name: ['given', '*'], referrer_last_name: ['family', '*'], referrer_organization: ['words', '*'], referrer_job_title: ['words', '*'],
      referrer_phone_number: ['phone', '*'], referrer_email: ['email', '*'], guardian1_first_name: ['given', CARER], guardian1_last_name: ['family', CARER], guardian1_relationship: ['relation', RELATION], guardian1_phone_number: ['phone', CARER_PHONE], guardian1_email: ['email', CARER_EMAIL],
      guardian2_first_name: ['given', CARER], guardian2_last_name: ['family', CARER], guardian2_relationship: ['relation', RELATION], guardian2_phone_number: ['empty', CARER_PHONE], reason_for_referral: ['text'],
    },
  },
  // Individualised learner record: entity Learner.
  'Individualised learner record': {
    Learner: {
      LearnRefNumber: ['id', KEY], PrevLearnRefNumber: ['empty'], UKPRN: ['number', '*'], ULN: ['uln', ID], FamilyName: ['family', FAMILY], GivenNames: ['given', GIVEN], DateOfBirth: ['iso', BIRTH], Ethnicity: ['code'], Sex: ['sex', GENDER], LLDDHealthProb: ['day'],
      NINumber: ['empty', '*'], PriorAttain: ['day'], Accom: ['empty'], PostcodePrior: ['postcode', '*'], Postcode: ['postcode', POSTCODE], AddLine1: ['street', LINES], AddLine2: ['town', LINES], AddLine3: ['empty', LINES], AddLine4: ['empty', LINES], TelNo: ['phone', '*'], Email: ['email', '*'],
    },
  },
  // A school system’s synchronising export.
  'School synchronising export': {
    students: {
      School_id: ['code'], Student_id: ['id', KEY], Student_number: ['number'], State_id: ['empty'], Last_name: ['family', FAMILY], Middle_name: ['empty', GIVEN], First_name: ['given', GIVEN], Grade: ['day'], Gender: ['sex', GENDER], Graduation_year: ['year'], DOB: ['iso', BIRTH],
      Student_email: ['email'], Contact_relationship: ['relation', RELATION], Contact_type: ['words'], Contact_name: ['name', CARER], Contact_email: ['email', CARER_EMAIL], Contact_sis_id: ['ref'],
    },
  },
  // Community services data set: master patient index and GP registration.
  'Community services data set': {
    CYP001MPI: {
      LocalPatientId: ['id', KEY], OrgIDLocalPatientId: ['code'], OrgIDResidenceResp: ['code'], OrgIDEduEstab: ['code', '*'], NHSNumber: ['nhs', ID], NHSNumberStatus: ['code'], PersonBirthDate: ['iso', BIRTH], Postcode: ['postcode', POSTCODE], Gender: ['sexNumber', GENDER],
      EthnicCategory: ['code'], PersonDeathDate: ['empty', DEATH], LanguageCodePreferred: ['code'],
    },
    CYP002GP: { LocalPatientId: ['id', JOIN], OrgIDGP: ['practice', ORGANISATION], StartDateGMPRegistration: ['iso', '*'], EndDateGMPRegistration: ['empty', '*'] },
  },
}; // prettier-ignore

/** Never looked at while the profiler was changed. */
export const HELD_OUT_LAYOUTS: Readonly<Record<string, SystemLayout>> = {
  // EMIS Web extract, as published code that reads it names the columns.
  'EMIS Web, Admin_Patient': {
    Admin_Patient: {
      PatientGuid: ['guid', KEY], OrganisationGuid: ['code'], UsualGpUserInRoleGuid: ['code'], Sex: ['sex', GENDER], DateOfBirth: ['iso', BIRTH], DateOfDeath: ['empty', DEATH], Title: ['title', PREFIX], GivenName: ['given', GIVEN], MiddleNames: ['empty', GIVEN], Surname: ['family', FAMILY],
      DateOfRegistration: ['iso', '*'], NhsNumber: ['nhs', ID], PatientNumber: ['number'], PatientTypeDescription: ['words'], DummyType: ['yes'], HouseNameFlatNumber: ['house', LINES], NumberAndStreet: ['street', LINES], Village: ['empty', LINES], Town: ['town', TOWN],
      County: ['words', COUNTY], Postcode: ['postcode', POSTCODE], EmailAddress: ['email', '*'], HomePhone: ['phone', '*'], MobilePhone: ['mobile', '*'], ResidentialInstituteCode: ['empty'], NHSNumberStatus: ['code'], CarerName: ['name', CARER], CarerRelation: ['relation', RELATION],
      ExternalUsualGP: ['name', ORGANISATION], ExternalUsualGPOrganisation: ['words', ORGANISATION], SpineSensitive: ['yes'], ProcessingId: ['number'], DateOfDeactivation: ['empty', '*'], Deleted: ['yes'], IsConfidential: ['yes'],
    },
  },
  // A London borough’s copy of Mosaic, as its published code names tables and columns.
  'Mosaic, a borough’s copy': {
    dm_persons: {
      person_id: ['id', KEY], ssda903_id: ['empty'], nhs_id: ['nhs', ID], scn_id: ['empty'], upn_id: ['upn', ID], former_upn_id: ['empty', ID], full_name: ['name', '*'], title: ['title', PREFIX], first_name: ['given', GIVEN], last_name: ['family', FAMILY], date_of_birth: ['isoTime', BIRTH],
      date_of_death: ['empty', DEATH], gender: ['sex', GENDER], restricted: ['yes'], person_id_legacy: ['ref'], full_ethnicity_code: ['code'], country_of_birth_code: ['code'], is_child_legacy: ['yes'], nationality: ['words'], religion: ['words'], marital_status: ['empty'],
      first_language: ['words'], fluency_in_english: ['empty'], email_address: ['email', '*'], context_flag: ['code'], interpreter_required: ['yes'],
    },
    dm_addresses: {
      ref_addresses_people_id: ['number'], person_id: ['id', JOIN], address: ['street', LINES], post_code: ['postcode', POSTCODE], unique_id: ['number', '*'], start_date: ['isoTime', 'child/addresses/from'], end_date: ['empty', 'child/addresses/to'], contact_address_flag: ['yes'], display_address_flag: ['yes'],
    },
    allocations: {
      person_id: ['id', JOIN], worker_name: ['name', WORKER], worker_email: ['email', WORKER_EMAIL], team_name: ['words', TEAM], rag_rating: ['code'], allocation_start_date: ['isoTime', FROM], allocation_end_date: ['empty', TO], case_status: ['words'], care_package: ['empty'],
    },
  },
  // Table of pupils of a school system, as published code names its columns.
  'iSAMS pupils': {
    TblPupilManagementPupils: {
      TblPupilManagementPupilsID: ['number', '*'], txtSchoolCode: ['code'], txtSchoolID: ['id', '*'], txtInitials: ['initials'], txtTitle: ['title', PREFIX], txtForename: ['given', GIVEN], txtSurname: ['family', FAMILY], txtMiddleNames: ['empty', GIVEN], txtPreName: ['given', GIVEN],
      txtFullName: ['name', '*'], txtDOB: ['isoTime', BIRTH], txtGender: ['sex', GENDER], intNCYear: ['day'], txtForm: ['code'], txtAcademicHouse: ['words'], txtBoardingHouse: ['words'], txtEmailAddress: ['email', '*'], txtMobileNumber: ['mobile', '*'], txtEnrolmentDate: ['isoTime', FROM],
      txtLeavingDate: ['empty', TO], intEnrolmentSchoolYear: ['year'], intFamily: ['number'], txtUserCode: ['ref'],
    },
  },
  // Admission applications to a school system, its file’s fields as a table.
  'School admission applications': {
    applications: {
      ApplicationID: ['id', KEY], Title: ['title', PREFIX], Surname: ['family', FAMILY], Forename: ['given', GIVEN], PrefSurname: ['family', FAMILY], PrefForename: ['given', GIVEN], Middlename: ['empty', GIVEN], DOB: ['iso', BIRTH], Gender: ['sex', GENDER], ProposedYearOfEntry: ['year'],
      ProposedSeasonOfEntry: ['words'], ProposedYearGroup: ['day'], ProposedHouse: ['words'], BoarderStatus: ['code'], Ethnicity: ['code'], EthnicitySource: ['code'], MedicalFlag: ['yes'], Disabilities: ['empty'], UPN: ['upn', ID], HouseName: ['empty', LINES], HouseNumber: ['house', LINES],
      Street: ['street', LINES], District: ['empty', LINES], Town: ['town', TOWN], County: ['words', COUNTY], PostCode: ['postcode', POSTCODE],
    },
  },
  // Registration data that practices send for reconciliation of lists.
  'Practice list for reconciliation': {
    registrations: {
      'GP Code': ['practice', ORGANISATION], 'Record Number': ['id', KEY], 'NHS Number': ['nhs', ID], Surname: ['family', FAMILY], 'First Forename': ['given', GIVEN], 'Second Forename': ['empty', GIVEN], 'Other Forename(s)': ['empty', GIVEN], 'Previous Surname': ['empty', FAMILY], Title: ['title', PREFIX],
      Sex: ['sexNumber', GENDER], 'Date of Birth': ['compactDate', BIRTH], 'Address 1': ['house', LINES], 'Address 2': ['street', LINES], 'Address 3': ['empty', LINES], 'Address 4': ['town', LINES], 'Address 5': ['empty', LINES], Postcode: ['postcode', POSTCODE], 'Drugs Dispensed Marker': ['yes'],
      'RPP Mileage': ['empty'], 'Blocked Route/Special District Marker': ['empty'], 'Walking Units': ['empty'], 'Residential Institute Code': ['empty'],
    },
  },
  // What an early-years funding service says that it collects.
  'Nursery funding return': {
    children: {
      'First Name': ['given', GIVEN], 'Middle Names': ['empty', GIVEN], 'Last Name': ['family', FAMILY], 'Known As': ['given', GIVEN], 'Date of Birth': ['date', BIRTH], Gender: ['sexWord', GENDER], 'NHS Number': ['nhs', ID], 'Internal Reference': ['ref', KEY], 'Start Date': ['date', FROM], 'End Date': ['empty', TO],
      'Reason for Leaving': ['empty'], 'House Number/Name': ['house', LINES], 'Address Line 1': ['street', LINES], 'Address Line 2': ['empty', LINES], 'Address Line 3': ['empty', LINES], 'Town/City': ['town', TOWN], County: ['words', COUNTY], Postcode: ['postcode', POSTCODE], 'Ethnic Group': ['code'],
      'First Language': ['words'], 'Has SEND': ['yes'], 'SEND Details': ['text'], 'Has EHCP': ['yes'], 'Has Support Workers': ['yes'], 'Support Worker Details': ['text'], 'Looked After': ['yes'],
    },
  },
  // First section of an education, health and care plan, as a table.
  'Education, health and care plans': {
    plans: {
      'Case Reference': ['ref', KEY], Name: ['name', '*'], 'Preferred name': ['given', GIVEN], 'Date of Birth': ['monthName', BIRTH], Sex: ['sexWord', GENDER], Ethnicity: ['code'], 'Child or Young Person’s First Language': ['words'], 'Parent or Carer 1 Name': ['name', CARER], 'Parent or Carer 1 Relationship': ['relation', RELATION],
      'Parent or Carer 1 Email': ['email', CARER_EMAIL], 'Parent or Carer 1 Telephone number': ['mobile', CARER_PHONE], 'Parent or Carer 1 Home Address': ['street', 'carers/contact/address'], 'Parent or Carer 2 Name': ['name', CARER], 'Parent or Carer 2 Relationship': ['relation', RELATION],
      'Parent or Carer 2 Email': ['email', CARER_EMAIL], 'Parent or Carer 2 Telephone number': ['mobile', CARER_PHONE], 'Education setting': ['words', ORGANISATION], GP: ['name', ORGANISATION], 'NHS Number': ['nhs', ID], 'Known to social care': ['yes'], 'Currently a looked after child?': ['yes'], 'EHCP Coordinator': ['name', WORKER],
    },
  },
  // An import whose headings a school system maps to its own.
  'School import with contacts': {
    students: {
      'Pupil ID': ['id', KEY], 'Legal Forename': ['given', GIVEN], 'Legal Surname': ['family', FAMILY], 'Forename (Arabic)': ['empty', '*'], 'Surname (Arabic)': ['empty', '*'], 'NC Year': ['day'], 'Reg Group': ['code'], DOB: ['date', BIRTH], 'Contact 1 Forename': ['given', CARER], 'Contact 1 Surname': ['family', CARER],
      'Contact 1 Email': ['email', CARER_EMAIL], 'Contact 1 Mobile': ['mobile', CARER_PHONE], 'Contact 1 Relationship': ['relation', RELATION],
    },
  },
  // A youth service’s export, as published code lists its fields.
  'Youth service export': {
    youth: {
      youth_id: ['id', KEY], youth_name: ['name', 'child/names'], date_of_birth: ['iso', BIRTH], ethnicity: ['code'], youth_notes: ['text'], current_placement_type_name: ['words'], city_of_origin: ['town', '*'], guardian_name: ['name', CARER], guardian_relationship: ['relation', RELATION], referred_by: ['name'],
      social_worker: ['name', WORKER], case_manager_id: ['number'], case_manager_name: ['name', '*'], case_manager_username: ['ref'], school_id: ['number'], school_name: ['words', ORGANISATION], school_district: ['words'], school_phone: ['phone', WORKER_PHONE], school_notes: ['text'], visit_exit_date: ['empty'],
    },
  },
  // A housing system’s members of a household and their property, as boroughs’ published code names the columns.
  'Housing, members of a household': {
    member: {
      member_sid: ['id', KEY], house_ref: ['ref', '*'], person_no: ['day', '*'], title: ['title', PREFIX], forename: ['given', GIVEN], surname: ['family', FAMILY], ni_no: ['empty', '*'], dob: ['isoTime', BIRTH], gender: ['sex', GENDER], oap: ['yes'], at_risk: ['yes'], responsible: ['yes'], full_ed: ['yes'],
      bank_acc_type: ['code'], prop_ref: ['ref'], address1: ['street', LINES], post_code: ['postcode', POSTCODE], u_uprn: ['number', UPRN],
    },
  },
  // A nursery’s registration form, as a table.
  'Nursery registration form': {
    children: {
      'Child Ref': ['ref', KEY], 'Child’s first name(s)': ['given', GIVEN], 'Child’s surname': ['family', FAMILY], 'Known as': ['given', GIVEN], 'Child’s full address': ['street', LINES], 'Male/Female': ['sexWord', GENDER], 'Date of birth': ['date', BIRTH], 'Birth certificate seen': ['yes'],
      'Parent/carer full name': ['name', CARER], 'Relationship to child': ['relation', RELATION], 'Language(s) spoken': ['words'], 'Daytime/work telephone': ['phone', CARER_PHONE], Mobile: ['mobile', CARER_PHONE], 'Home telephone': ['phone', CARER_PHONE], Email: ['email', CARER_EMAIL],
      'Employer/Company name': ['words'], 'Does this parent have parental responsibility for the child?': ['yes', PARENTAL], 'Proposed start date': ['date', '*'], 'Leave date': ['empty', '*'], 'Health visitor’s name': ['name', WORKER], 'Doctor’s name': ['name', ORGANISATION], 'Important medical conditions': ['text'],
    },
  },
  // A counselling service’s export, from its published sample.
  'Counselling service export': {
    clients: {
      id: ['id', KEY], client_key: ['guid'], slk: ['ref'], forename: ['given', GIVEN], preferred_forename: ['given', GIVEN], family_name: ['family', FAMILY], pronoun: ['words'], date_of_birth: ['iso', BIRTH], gender: ['sex', GENDER], intersex: ['empty'], sexual_orientation: ['empty'],
      indigenous_status: ['day'], country_of_birth: ['number'], main_lang_at_home: ['number'], phone: ['phone', '*'], email: ['email', '*'], suburb: ['town', TOWN], state: ['code'], postcode: ['postcode', POSTCODE], consent_email: ['yes'], consent_sms: ['yes'],
    },
  },
  // Students and parents as an appointment-booking service asks schools for them.
  'School booking, students and parents': {
    students: {
      'Student ID': ['id', KEY], 'Student Forename': ['given', GIVEN], 'Student Surname': ['family', FAMILY], 'Student DOB': ['date', BIRTH], 'Class Name': ['words'],
    },
    parents: {
      'Student ID': ['id', JOIN], 'Parent ID': ['ref'], 'Contact Priority': ['day'], 'Parental responsibility': ['yes', PARENTAL], Relationship: ['relation', RELATION], 'Lives with Pupil': ['yes', '*'], Title: ['title', 'carers/name/prefix'], Forename: ['given', CARER], Surname: ['family', CARER], 'Home Email': ['email', CARER_EMAIL],
      'Main Telephone': ['phone', CARER_PHONE], 'Mobile number': ['mobile', CARER_PHONE],
    },
  },
}; // prettier-ignore
