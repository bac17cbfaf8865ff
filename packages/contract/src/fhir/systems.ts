/** What is ours in FHIR: extensions, code systems and identifier systems for which nobody else has one. */
const OWN = 'https://contactpoint.example/fhir';
const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-';
/** The same things as older records of the Personal Demographics Service spell them. */
const OLDER_UK_CORE = 'https://fhir.nhs.uk/R4/StructureDefinition/Extension-UKCore-';

/** Extensions of ours by what they say; the record is lossless in FHIR only with them. */
export const OWN_EXTENSION = `${OWN}/StructureDefinition/`;
/** Identifier systems of ours: type of identifier or of organisation code after the slash. */
export const OWN_IDENTIFIER_SYSTEM = `${OWN}/Id/`;
/** `Bundle.identifier.system`: the source system after the slash. */
export const SOURCE_SYSTEM = `${OWN}/source/`;
export const SERVICE_CATEGORY_SYSTEM = `${OWN}/CodeSystem/service-category`;

export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
export const ODS_SYSTEMS: readonly string[] = [
  'https://fhir.nhs.uk/Id/ods-organization-code',
  'https://fhir.nhs.uk/Id/ods-site-code',
];
export const VERIFICATION_STATUS_SYSTEM =
  'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus';
export const ADDRESS_KEY_SYSTEM = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AddressKeyType';
export const ROLE_CODE_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
export const RELATIONSHIP_SYSTEMS: readonly string[] = [
  'https://fhir.hl7.org.uk/CodeSystem/UKCore-AdditionalPersonRelationshipRole',
  'https://fhir.nhs.uk/R4/CodeSystem/UKCore-AdditionalRelatedPersonRole',
];
export const CONFIDENTIALITY_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** The name of a UK Core extension in either spelling, or of one of ours; undefined for any other. */
export function extensionName(url: unknown): string | undefined {
  if (typeof url !== 'string') return undefined;
  if (url.startsWith(OWN_EXTENSION)) return url.slice(OWN_EXTENSION.length);
  for (const prefix of [UK_CORE, OLDER_UK_CORE])
    if (url.startsWith(prefix)) return `UKCore-${url.slice(prefix.length)}`;
  return undefined;
}

/** The address of a UK Core extension in today's spelling. */
export function ukCoreExtension(name: string): string {
  return UK_CORE + name;
}
