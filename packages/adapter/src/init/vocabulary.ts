import type { ValueKind } from './column-profile.ts';

/** What a column may mean. Several columns may mean one thing: the lines of an address. */
export interface Meaning {
  readonly id: MeaningId;
  /** Names without spaces, as `compactHeader` gives them. */
  readonly names: readonly string[];
  /** What its values look like; a column whose values do not is not taken for it. */
  readonly kinds: readonly ValueKind[];
  readonly several?: boolean;
}

/** What a column may mean. */
export type MeaningId =
  | 'recordId' | 'given' | 'middle' | 'family' | 'prefix' | 'suffix' | 'preferredGiven' | 'preferredFamily' | 'formerFamily' | 'wholeName'
  | 'birthDate' | 'birthDay' | 'birthMonth' | 'birthYear' | 'expectedBirth' | 'birthEstimated'
  | 'deathDate' | 'deathDay' | 'deathMonth' | 'deathYear' | 'sex'
  | 'nhsNumber' | 'upn' | 'formerUpn' | 'uln' | 'laChildId'
  | 'addressLine' | 'town' | 'county' | 'postcode' | 'uprn' | 'addressType'
  | 'carerName' | 'carerGiven' | 'carerFamily' | 'relationship' | 'parentalResponsibility' | 'carerTelephone' | 'carerEmail'
  | 'workerName' | 'workerGiven' | 'workerFamily' | 'role' | 'team' | 'workerTelephone' | 'workerEmail' | 'lead' | 'allocationId'
  | 'school' | 'schoolUrn' | 'entryDate' | 'leavingDate' | 'practice' | 'practiceCode'
  | 'from' | 'to' | 'suppliedAt' | 'identifierType' | 'identifierValue'; // prettier-ignore

const TEXT: readonly ValueKind[] = ['text'];
const NAME: readonly ValueKind[] = ['words', 'text'];

/** In the order in which meanings choose their columns: the surest first. */
export const MEANINGS: readonly Meaning[] = [
  { id: 'nhsNumber', names: ['nhsnumber', 'nhsno', 'nhs', 'nhsnum', 'nhsid', 'commonchildid', 'sui'], kinds: ['nhsNumber', 'number', 'text'] },
  { id: 'formerUpn', names: ['formerupn', 'previousupn', 'oldupn', 'formeruniquepupilnumber'], kinds: ['upn', 'text'] },
  { id: 'upn', names: ['upn', 'uniquepupilnumber', 'currentupn', 'upnnumber'], kinds: ['upn', 'text'] },
  { id: 'uln', names: ['uln', 'uniquelearnernumber', 'learnernumber', 'ulnnumber'], kinds: ['uln', 'number', 'text'] },
  { id: 'birthDay', names: ['dobday', 'birthday', 'daydob', 'dayofbirth', 'birthdayofmonth'], kinds: ['number'] },
  { id: 'birthMonth', names: ['dobmth', 'dobmonth', 'birthmonth', 'monthofbirth', 'monthdob'], kinds: ['number'] },
  { id: 'birthYear', names: ['dobyr', 'dobyear', 'birthyear', 'yearofbirth', 'yeardob'], kinds: ['number'] },
  { id: 'expectedBirth', names: ['expecteddob', 'edd', 'duedate', 'expectedbirthdate', 'expecteddateofbirth', 'expecteddatebirth', 'expecteddelivery'], kinds: ['date'] },
  { id: 'birthEstimated', names: ['dobestimated', 'ageestimated', 'estimateddob', 'dobest', 'birthestimated', 'dobestimatedflag'], kinds: ['boolean'] },
  { id: 'birthDate', names: ['dob', 'dateofbirth', 'datebirth', 'birthdate', 'birth', 'birthdt', 'dobdate', 'born', 'd.o.b'], kinds: ['date'] },
  { id: 'deathDay', names: ['dtdeathday', 'deathday', 'dodday'], kinds: ['number'] },
  { id: 'deathMonth', names: ['dtdeathmth', 'dtdeathmonth', 'deathmonth', 'dodmth'], kinds: ['number'] },
  { id: 'deathYear', names: ['dtdeathyr', 'dtdeathyear', 'deathyear', 'dodyr'], kinds: ['number'] },
  { id: 'deathDate', names: ['dateofdeath', 'datedeath', 'deathdate', 'died', 'dieddate', 'dod', 'death', 'deceaseddate'], kinds: ['date'] },
  { id: 'sex', names: ['sex', 'gender', 'gendercurrent', 'currentgender', 'gendercode', 'gendermaincode', 'sexcode', 'birthsex', 'mf', 'morf'], kinds: ['sex'] },
  { id: 'preferredFamily', names: ['preferredsurname', 'preferredfamilyname', 'preferredlastname', 'knownassurname', 'chosensurname', 'chosenlastname', 'chosenfamilyname'], kinds: NAME },
  { id: 'preferredGiven', names: ['preferredforename', 'preferredfirstname', 'preferredname', 'knownas', 'knownasname', 'knownasforename', 'chosenname', 'chosenforename', 'chosenfirstname', 'preferredgivenname', 'nickname'], kinds: NAME },
  { id: 'formerFamily', names: ['formersurname', 'previoussurname', 'maidenname', 'birthsurname', 'formerfamilyname', 'previousfamilyname', 'previousname', 'formername', 'previouslastname', 'surnameatbirth', 'oldsurname', 'maiden', 'previousnames', 'formernames', 'aka', 'alias', 'aliases'], kinds: NAME },
  { id: 'carerGiven', names: ['carerforename', 'parentforename', 'contactforename', 'motherforename', 'parentfirstname', 'carerfirstname', 'guardianforename'], kinds: NAME },
  { id: 'carerFamily', names: ['carersurname', 'parentsurname', 'contactsurname', 'mothersurname', 'parentlastname', 'carerlastname', 'guardiansurname'], kinds: NAME },
  { id: 'carerName', names: ['carername', 'parentname', 'parentcarer', 'parentcarername', 'mothername', 'mothersname', 'guardian', 'guardianname', 'nextofkin', 'carer', 'parent', 'parent1', 'parent1name', 'contact1name', 'claimantname'], kinds: NAME },
  { id: 'relationship', names: ['relationship', 'relationshiptype', 'relation', 'carerrelationship', 'relationshipto'], kinds: NAME },
  { id: 'parentalResponsibility', names: ['parentalresponsibility', 'pr', 'hasparentalresponsibility', 'parentalresponsibilityflag'], kinds: ['boolean'] },
  { id: 'carerTelephone', names: ['carertelephone', 'carerphone', 'parenttelephone', 'parentphone', 'parenttel', 'parentmobile', 'mothertelephone', 'homephone', 'hometelephone', 'hometel', 'telephone', 'phone', 'phoneno', 'tel', 'mobile', 'contactnumber', 'contacttelephone', 'contacttel', 'telno', 'telephoneno', 'telephonenumber', 'phonenumber', 'mobileno'], kinds: ['telephone'] },
  { id: 'carerEmail', names: ['careremail', 'parentemail', 'email', 'emailaddress', 'contactemail', 'parentemailaddress'], kinds: ['email'] },
  { id: 'workerGiven', names: ['workerforename', 'workerfirstname', 'keyworkerforename', 'professionalforename', 'staffforename', 'practitionerforename'], kinds: NAME },
  { id: 'workerFamily', names: ['workersurname', 'workerlastname', 'keyworkersurname', 'professionalsurname', 'staffsurname', 'practitionersurname'], kinds: NAME },
  { id: 'workerName', names: ['worker', 'workername', 'allocatedworker', 'allocatedworkername', 'keyworker', 'keyworkername', 'socialworker', 'socialworkername', 'caseworker', 'practitioner', 'practitionername', 'professional', 'professionalname', 'staffname', 'leadprofessional', 'leadworker', 'pastorallead', 'allocatedpersonaladvisor', 'personaladvisor', 'healthvisitor', 'schoolnurse', 'tutor', 'assessor', 'assessorname', 'profname', 'professionalsname', 'responsibleofficer'], kinds: NAME },
  { id: 'role', names: ['role', 'jobtitle', 'workerrole', 'professionalrole', 'position', 'workertype', 'jobrole', 'profjobtitle', 'professionaljobtitle', 'assessorrole'], kinds: NAME },
  { id: 'team', names: ['team', 'teamname', 'allocatedteam', 'teamcode', 'workerteam', 'departmentname', 'service', 'servicename', 'unit', 'organisationcompletingassessment', 'team', 'invoteam', 'involvementsteam', 'teamid'], kinds: TEXT },
  { id: 'workerTelephone', names: ['workertelephone', 'workerphone', 'workertel', 'teamtelephone', 'teamphone', 'pastoralphone', 'schoolphone', 'schooltelephone', 'officephone', 'assessortel', 'assessortelephone'], kinds: ['telephone'] },
  { id: 'workerEmail', names: ['workeremail', 'teamemail', 'pastoralemail', 'schoolemail', 'officeemail', 'assessoremail'], kinds: ['email'] },
  { id: 'lead', names: ['lead', 'islead', 'leadworkerflag', 'leadprofessionalflag', 'leadflag'], kinds: ['boolean'] },
  { id: 'allocationId', names: ['allocationid', 'involvementid', 'involvementsid', 'workerallocationid', 'invoinvolvementsid', 'caseworkerid', 'assignmentid'], kinds: TEXT },
  { id: 'schoolUrn', names: ['urn', 'schoolurn', 'establishmenturn'], kinds: ['number', 'text'] },
  { id: 'school', names: ['school', 'schoolname', 'establishment', 'establishmentname', 'currentschool', 'setting', 'settingname', 'nativeid'], kinds: TEXT },
  { id: 'practiceCode', names: ['practicecode', 'gppracticecode', 'gpcode', 'odscode'], kinds: TEXT },
  { id: 'practice', names: ['gp', 'usualgp', 'registeredgp', 'gppractice', 'gpname', 'practice', 'practicename', 'surgery', 'gpsurgery', 'doctor'], kinds: TEXT },
  { id: 'entryDate', names: ['entrydate', 'admissiondate', 'admitted', 'dateadmitted', 'dateofadmission', 'doa', 'admission'], kinds: ['date'] },
  { id: 'leavingDate', names: ['leavingdate', 'dateofleaving', 'dateleaving', 'left', 'leaver', 'dol', 'leftdate'], kinds: ['date'] },
  { id: 'postcode', names: ['postcode', 'post', 'postalcode', 'homepost', 'homepostcode', 'lastknownpostcode', 'addrpostcode', 'addresspostcode', 'pcode', 'zip'], kinds: ['postcode'] },
  { id: 'uprn', names: ['uprn', 'uniquepropertyreferencenumber', 'propertyreference'], kinds: ['number', 'text'] },
  { id: 'county', names: ['county', 'administrativearea', 'countyorcity'], kinds: NAME },
  { id: 'town', names: ['town', 'posttown', 'city', 'townorcity', 'towncity', 'suburb'], kinds: NAME },
  { id: 'addressType', names: ['addresstype', 'addresstypecode', 'addsstypecode', 'addrtype', 'typeofaddress', 'addraddresstype', 'typecode', 'type'], kinds: TEXT },
  { id: 'addressLine', names: ['address', 'addressline', 'address1', 'address2', 'address3', 'address4', 'address5', 'addressline1', 'addressline2', 'addressline3', 'addressline4', 'addressline5', 'addr1', 'addr2', 'addr3', 'addr4', 'homeaddress', 'houseno', 'housenumber', 'housename', 'house', 'flat', 'flatno', 'flatnumber', 'roomno', 'room', 'roomdescription', 'floordescription', 'floorno', 'floor', 'building', 'buildingname', 'buildingnameornumber', 'saon', 'paon', 'street', 'streetname', 'streetnumber', 'locality', 'district', 'road', 'roadname', 'village', 'parish', 'hamlet', 'numberandstreet', 'numberstreet', 'displayaddress'], kinds: TEXT, several: true },
  { id: 'prefix', names: ['title', 'prefix', 'salutation', 'honorific', 'nametitle'], kinds: NAME },
  { id: 'suffix', names: ['suffix', 'namesuffix'], kinds: NAME },
  { id: 'middle', names: ['middlename', 'middlenames', 'secondname', 'othernames', 'othername', 'middle', 'forename2', 'secondforename', 'middleothername'], kinds: NAME },
  { id: 'given', names: ['forename', 'forenames', 'firstname', 'givenname', 'givennames', 'given', 'first', 'christianname', 'forename1', 'fname'], kinds: NAME },
  { id: 'family', names: ['surname', 'lastname', 'familyname', 'family', 'last', 'lname', 'sname'], kinds: NAME },
  { id: 'wholeName', names: ['name', 'fullname', 'displayname', 'nameofchild', 'childname'], kinds: NAME },
  { id: 'suppliedAt', names: ['extractdate', 'rundate', 'reportdate', 'dateofextract', 'extracted', 'extractedat', 'suppliedat', 'extractdt', 'dateextract'], kinds: ['date'] },
  { id: 'laChildId', names: ['lachildid', 'launiqueid'], kinds: TEXT },
  { id: 'identifierType', names: ['referencetypecode', 'referencetype', 'identifiertype', 'idtype', 'linkidentifiertype', 'linkedidentifiertype'], kinds: TEXT },
  { id: 'identifierValue', names: ['reference', 'identifiervalue', 'referencenumber', 'identifier', 'linkidentifiervalue', 'refvalue', 'value'], kinds: TEXT },
  { id: 'from', names: ['from', 'startdate', 'start', 'fromdate', 'datefrom', 'datestarted', 'allocatedfrom', 'allocationstart', 'dateallocated', 'validfrom', 'validfromdate', 'effectivefrom', 'involvementstart', 'involvementsstartdate', 'addrstart', 'linkvalidfromdate', 'addressstartdate', 'addressstart', 'swdecom'], kinds: ['date'] },
  { id: 'to', names: ['to', 'enddate', 'end', 'todate', 'dateto', 'dateended', 'allocatedto', 'allocationend', 'datedeallocated', 'validto', 'validtodate', 'effectiveto', 'involvementend', 'involvementsenddate', 'addrend', 'linkvalidtodate', 'addressenddate', 'addressend', 'swdec'], kinds: ['date'] },
]; // prettier-ignore

/** What a column holds that a record has no place for, and why; told instead of being guessed at. */
export const NOT_HELD: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /ethnic|language|religion|nationality|countryofbirth|immigration|firstlang|uasc/, why: 'a characteristic: the record does not hold it' },
  { pattern: /disab|need|sen(?:unit|provision|d|status|type)?$|^sendflag|^send$|medical|health|sdq|substance|immunis|dental|teeth|convict|offen/, why: 'case information: the record does not hold it (HOLD-02)' },
  { pattern: /legal(?:status)?$|^ls$|place|placement|^rne$|^rec$|^cin$|reason|plan|assessment|outcome|risk|category of abuse|abuse|review|missing|dolo|adopt|mother|referral|closure|episode|contactsource/, why: 'case information: the record does not hold it (HOLD-02)' },
  { pattern: /attendance|session|hours|lunch|meal|fsm|boarder|enrol|parttime|ncyear|yeargroup|exclusion|attainment|funding|funded|topup|classtype|provision|resourced|missingaddress|moveoff|moveon|plaa|youngcarer|servicechild|eyp|daf|extended|eligib|unit|yssa/, why: 'school business: the record does not hold it' },
  { pattern: /occupation|birthplace|placeofbirth|marital|notes|comment|free ?text|description/, why: 'the record does not hold it' },
  { pattern: /^age|age$|easting|northing|latitude|longitude|lat$|lon$/, why: 'follows from other values' },
  { pattern: /tableid|seqcolumn|orderseq|sourceid|lastupdated|createdby|updatedby|rowid|guid|uuid|loaddate|batch/, why: 'the source system’s own housekeeping' },
]; // prettier-ignore
