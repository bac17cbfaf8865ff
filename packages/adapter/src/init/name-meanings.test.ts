import { describe, expect, it } from 'vitest';
import { meaningsOfName } from './name-meanings.ts';
import { readHeader } from './read-header.ts';
import type { MeaningId } from './vocabulary.ts';

const meaningOf = (header: string): MeaningId | undefined => meaningsOfName(readHeader(header))[0];

/** How systems, registers and spreadsheets write it. */
const SPELLINGS: readonly (readonly [MeaningId, readonly string[]])[] = [
  ['given', ['Forename', 'FORENAMES', 'First Name', 'first_name', 'fname', 'Given Name(s)', 'GivenNames', 'Legal Forename', 'Child’s First Name', 'childFirstName', 'PUPIL_FORENAME', 'Pupil Firstname', 'studentforename', 'Client First Name', 'FirstName1', 'Forename 1', 'CYP Forename', 'YP First Name', 'Christian Name', 'SU Forename']],
  ['family', ['Surname', 'SURNAME', 'Last Name', 'lastname', 'lname', 'Family Name', 'FamilyName', 'Legal Surname', 'Child Surname', 'pupil_surname', 'ClientSurname', 'Sur name', 'Suranme', 'YP Surname', 'PERSON_LAST_NAME', 'Legal Last Name', 'Pupil Legal Surname']],
  ['middle', ['Middle Name', 'Middle Names', 'middle_name(s)', 'Second Forename', 'Forename2', 'Other Forenames', 'Other Names', 'OtherGivenNames', 'Second Name']],
  ['wholeName', ['Name', 'Full Name', 'Pupil Name', 'Child Name', 'Name of Child', 'Child’s Full Name', 'Student', 'Client Name', 'childs_name', 'Young Person Name']],
  ['preferredGiven', ['Preferred Forename', 'Preferred First Name', 'Known As', 'Known as name', 'Chosen Name', 'Preferred Name', 'Pref Forename', 'Nickname', 'KnownAsForename', 'Chosen First Name', 'preferredFirstName']],
  ['preferredFamily', ['Preferred Surname', 'Chosen Surname', 'Preferred Last Name', 'Pref Surname']],
  ['formerFamily', ['Former Surname', 'Previous Surname', 'Previous Last Name', 'Maiden Name', 'Birth Surname', 'Surname at Birth', 'Also Known As', 'Alias', 'Previous Family Name', 'Former Name', 'Prev Surname']],
  ['birthDate', ['DOB', 'D.O.B', 'D.o.B.', 'DoB', 'Date of Birth', 'date_of_birth', 'dateofbirth', 'DATEOFBIRTH', 'BirthDate', 'birth_dt', 'Birth Date', 'Child DOB', 'PupilDOB', 'Date of Birth (dd/mm/yyyy)', 'DOB (DD/MM/YYYY)', 'Birthday', 'Pupil Date Of Birth', 'PersonBirthDate', 'PersonDateOfBirth']],
  ['expectedBirth', ['EDD', 'Expected Date of Delivery', 'Due Date', 'Expected DOB', 'Expected Date of Birth', 'Estimated Date of Delivery']],
  ['deathDate', ['Date of Death', 'DOD', 'DateOfDeath', 'Deceased Date', 'Date Deceased', 'death_date', 'Date Died', 'PersonDeathDate']],
  ['sex', ['Sex', 'Gender', 'GENDER_CODE', 'Legal Sex', 'Child Gender', 'Sex at Birth', 'M/F', 'Male/Female', 'GenderCurrent', 'Pupil Sex', 'Sex Code', 'Gender Description']],
  ['nhsNumber', ['NHS Number', 'NHS No', 'NHS No.', 'NHSNumber', 'nhs_number', 'NHS_NO', 'Child NHS Number', 'NHS Num', 'NHSNo', 'NHS ID', 'Pupil NHS Number']],
  ['upn', ['UPN', 'Unique Pupil Number', 'UPN Number', 'Pupil UPN', 'Child UPN', 'UPN No', 'Current UPN', 'uniquePupilNumber']],
  ['formerUpn', ['Former UPN', 'Previous UPN', 'FormerUPN', 'Old UPN']],
  ['uln', ['ULN', 'Unique Learner Number', 'uniqueLearnerNumber', 'Learner ULN']],
  ['laChildId', ['LA Child ID', 'LAchildID']],
  ['addressLine', ['Address', 'Address 1', 'Address Line 1', 'addressLine2', 'ADDR1', 'Addr_Line_1', 'Home Address', 'House Number', 'House No/Name', 'House Name', 'Flat', 'Street', 'Street Name', 'Road', 'PAON', 'SAON', 'Locality', 'District', 'Village', 'Child Address Line 3', 'Pupil Address 2', 'Home Address Line 1', 'Apartment', 'Building Name', 'Number and Street', 'AddLine1', 'add1', 'Current Address', 'Main Address Line 1', 'Primary Address', 'Home Street']],
  ['town', ['Town', 'City', 'Post Town', 'Town/City', 'Address Town', 'Home Town', 'postTown', 'City/Town', 'Address City']],
  ['county', ['County', 'Administrative Area', 'Home County', 'Address County']],
  ['postcode', ['Postcode', 'Post Code', 'POST_CODE', 'pcode', 'Zip', 'Postal Code', 'Home Postcode', 'Child Postcode', 'Address Postcode', 'Current Post Code', 'PostCd', 'Home Address Postcode', 'Main Address Postcode', 'Pupil Post Code']],
  ['uprn', ['UPRN', 'Unique Property Reference Number', 'Address UPRN', 'Home UPRN']],
  ['addressType', ['Address Type', 'ADDR_TYPE', 'addressType', 'Type of Address']],
  ['carerName', ['Parent Name', 'Parent/Carer Name', 'Parent/Carer', 'Mother’s Name', 'Fathers Name', 'Guardian', 'Guardian Name', 'Next of Kin', 'NOK Name', 'Contact Name', 'Contact 1 Name', 'Parent 1', 'Main Contact', 'Carer 1 Full Name', 'Primary Carer', 'Main Contact Name', 'Parent Full Name', 'Mother', 'PrimaryContactName', 'Parent1FullName', 'Name of parent/carer']],
  ['carerGiven', ['Parent Forename', 'Parent First Name', 'Mother_Forename', 'Contact1_Forename', 'Guardian1FirstName', 'Parent1 First Name', 'Carer Forename', 'Contact 1 First Name', 'NOK Forename', 'Priority 1 Contact Forename', 'Mum First Name']],
  ['carerFamily', ['Parent Surname', 'Contact 1 Surname', 'guardian_last_name', 'Carer Surname', 'Parent 1 Last Name', 'NOK Surname', 'Father Surname']],
  ['carerPrefix', ['Parent 1 Title', 'Contact Title', 'Carer Title']],
  ['relationship', ['Relationship', 'Relationship to Child', 'Parent Relationship', 'Contact 1 Relationship', 'Relation', 'Contact Relationship to Pupil', 'Relationship Type', 'NOK Relationship', 'Carer Relation']],
  ['parentalResponsibility', ['Parental Responsibility', 'PR', 'Has PR', 'Has Parental Responsibility', 'Contact 1 Parental Responsibility', 'Parental Responsibility?', 'Parent 1 PR']],
  ['carerTelephone', ['Parent Phone', 'Parent Mobile', 'Contact 1 Mobile', 'Home Telephone', 'Home Phone', 'Mothers Mobile', 'Parent/Carer Tel', 'Parent Contact Number', 'Telephone', 'Contact Number', 'Tel No', 'Mobile', 'Landline', 'Parent 1 Home Telephone', 'Contact 1 Tel', 'NOK Tel', 'Daytime Telephone', 'Guardian Phone Number', 'Pupil Home Phone', 'Mob No']],
  ['carerEmail', ['Parent Email', 'Parent 1 Email Address', 'Contact Email', 'Mother E-mail', 'Carer email', 'Contact 1 Email', 'Email', 'ParentEmail', 'NOK Email']],
  ['carerPostcode', ['Parent Postcode', 'Contact 1 Postcode', 'Carer Post Code']],
  ['carerAddressLine', ['Parent Address', 'Contact 1 Address Line 1', 'Carer Address']],
  ['workerName', ['Social Worker', 'Allocated Worker', 'Allocated Social Worker', 'Case Worker', 'Key Worker', 'Keyworker', 'Worker Name', 'Lead Professional', 'Lead Practitioner Name', 'Case Holder', 'Case Manager', 'Health Visitor', 'HV Name', 'School Nurse', 'Key Person', 'Form Tutor', 'Tutor', 'Class Teacher', 'SENCO', 'Practitioner', 'YOT Worker', 'Named Professional', 'SW Name', 'AllocatedCaseWorker', 'Responsible Officer', 'Personal Adviser', 'Family Support Worker', 'Midwife', 'Assigned To', 'Staff Name', 'Care Coordinator', 'SEN Case Officer', 'Supervising Officer', 'Name of social worker', 'Head of Year', 'EHC Coordinator', 'Lead Worker', 'Case Coordinator', 'allocatedTo']],
  ['workerGiven', ['Worker Forename', 'Social Worker First Name', 'SW_Forename', 'Practitioner First Name']],
  ['workerFamily', ['Worker Surname', 'Social Worker Last Name', 'KeyWorkerSurname']],
  ['workerTelephone', ['Worker Phone', 'Social Worker Tel', 'Worker Telephone Number', 'HV Contact Number', 'Key Worker Mobile', 'Team Phone', 'Practitioner Tel', 'SW Phone', 'Lead Professional Contact Number']],
  ['workerEmail', ['Worker Email', 'Social Worker Email', 'Key Worker E-mail Address', 'Team Email', 'Lead Professional Email']],
  ['role', ['Role', 'Job Title', 'Worker Role', 'Professional Role', 'Position', 'Worker Job Title', 'Designation']],
  ['team', ['Team', 'Team Name', 'Allocated Team', 'Social Work Team', 'Worker Team', 'Responsible Team', 'Service', 'Department', 'Agency', 'Locality Team', 'HV Team', 'Organisation', 'Case Holding Team', 'Current Team', 'Worker Organisation']],
  ['school', ['School', 'School Name', 'Current School', 'Establishment', 'Establishment Name', 'Name of School', 'Setting', 'Setting Name', 'School Attended', 'Nursery', 'Base', 'Education Setting', 'Academy', 'College', 'Base School', 'Provider Name', 'School/Setting', 'Nursery Name']],
  ['schoolUrn', ['URN', 'School URN', 'Establishment URN', 'schoolUrn', 'Setting URN', 'School Code', 'School ID']],
  ['laestab', ['LAESTAB', 'DfE Number', 'DfE No', 'School DfE Number', 'LA Estab', 'Estab No', 'Establishment Number', 'DfES Number']],
  ['entryDate', ['Admission Date', 'Date of Admission', 'Entry Date', 'Date of Entry', 'Enrolment Date', 'DOA', 'On Roll Date', 'School Start Date', 'Date Joined', 'Joined']],
  ['leavingDate', ['Leaving Date', 'Date of Leaving', 'DOL', 'Date Left', 'School End Date', 'Left', 'Leaver Date', 'Off Roll Date']],
  ['practice', ['GP', 'GP Name', 'GP Practice', 'Practice Name', 'Registered GP', 'Doctor', 'Surgery', 'GP Surgery', 'Usual GP', 'Registered Practice', 'Doctor’s Name', 'GP Practice Name', 'Family Doctor']],
  ['practiceCode', ['GP Practice Code', 'Practice Code', 'ODS Code', 'GP Code', 'Practice ODS', 'GP ODS Code', 'Practice ODS Code']],
  ['practiceTelephone', ['GP Telephone', 'Surgery Phone', 'Practice Tel No']],
  ['from', ['Start Date', 'Date From', 'From', 'Start', 'Valid From', 'Allocation Start Date', 'Date Allocated', 'Involvement Start', 'Date Started', 'Effective From', 'Allocated From', 'START_DTTM', 'Worker Start Date']],
  ['to', ['End Date', 'Date To', 'To', 'End', 'Valid To', 'Allocation End Date', 'Date Ended', 'Involvement End', 'Effective To', 'END_DTTM', 'Worker End Date', 'Ceased']],
  ['suppliedAt', ['Extract Date', 'Run Date', 'Report Date', 'Extracted', 'Snapshot Date', 'Date of Extract']],
  ['lead', ['Is Lead', 'Lead Flag', 'Lead Professional Flag', 'Lead']],
  ['prefix', ['Title', 'Salutation', 'Child Title']],
]; // prettier-ignore

/** What a record has no place for, and what is of people whom it does not hold. */
const NO_PLACE = [
  'Ethnicity', 'Ethnic Group', 'Religion', 'First Language', 'Home Language', 'Nationality', 'Country of Birth', 'Place of Birth', 'SEN Status', 'SEN Need', 'FSM', 'FSM Eligible', 'Pupil Premium', 'Year Group', 'NC Year', 'Reg Group', 'Class',
  'Attendance %', 'Exclusions', 'Legal Status', 'Placement Postcode', 'Placement Type', 'Placement Start Date', 'CP Plan Start Date', 'Referral Date', 'Referral Source', 'Reason for Referral', 'Primary Need', 'Disability', 'Outcome', 'Closure Date', 'Closure Reason', 'Assessment Date',
  'Review Date', 'Next Review Date', 'Offence', 'Order Start Date', 'NHS Number Status', 'Age', 'Age at Referral', 'Previous Address', 'Previous Postcode', 'Previous School', 'Parent DOB', 'Parent NI Number', 'Mother NHS Number', 'Sibling Name', 'Emergency Contact Name', 'Emergency Contact Phone', 'Referrer Name', 'Referrer Email',
  'Created Date', 'Last Updated', 'Created By', 'Notes', 'Comments', 'Allergies', 'Medical Conditions', 'Pupil Email', 'Student Mobile', 'Worker ID', 'Photo Consent', 'Foster Carer Name', 'School Postcode', 'GP Address', 'Birth Weight', 'Ward', 'Easting', 'Gender Identity', 'Looked After', 'Has Social Worker', 'Previous Social Worker', 'Contact Type', 'Contact Date', 'Date of Last Contact', 'Address Start Reason', 'UPN Unknown Reason', 'Bedrooms', 'Tenancy Start Date',
]; // prettier-ignore

describe('meaningsOfName', () => {
  it.each(SPELLINGS.flatMap(([meaning, headers]) => headers.map((header) => [header, meaning] as const)))(
    'takes %s for %s',
    (header, meaning) => {
      expect(meaningOf(header)).toBe(meaning);
    },
  );

  it.each(NO_PLACE)('takes %s for nothing', (header) => {
    expect(meaningOf(header)).toBeUndefined();
  });
});
