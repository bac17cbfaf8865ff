import type { DraftFiles } from './find-drafts.ts';

/** Whether the fields of these files are named by their standard, so that a mapping needs no look at them. */
export function isReadyMade({ format }: DraftFiles): boolean {
  return format === 'hl7' || format === 'fhir';
}

/** The mapping of HL7 messages or FHIR resources in these files. */
export function readyMapping({ format, pattern }: DraftFiles, system = 'my-system'): string {
  const fill = (text: string) => text.replaceAll('FILE', quote(pattern)).replaceAll('SYSTEM', quote(system));
  return fill(format === 'hl7' ? HL7 : FHIR);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const HL7 = `# Ready made for HL7 v2 messages about patients: read every rule, correct what your sender does otherwise, then run
# \`contactpoint check\` and \`preview\`.
mapping: 1
name: HL7 messages
source: { system: SYSTEM } # the id under which the source is registered

inputs:
  messages: { format: hl7, file: FILE }

# The sender’s own number of the patient: the first in PID-3.
record: { each: messages, id: PID-3.1, suppliedAt: { from: MSH-7, formats: [yyyyMMddHHmmss, yyyyMMddHHmm, yyyyMMdd] } }

child:
  names:
    - { use: current, given: [PID-5.2, PID-5.3], family: PID-5.1, prefix: PID-5.5, suffix: PID-5.4 }
  dateOfBirth: { from: PID-7, steps: [{ slice: { first: 1, last: 8 } }], formats: [yyyyMMdd, yyyyMM, yyyy] }
  dateOfDeath: { from: PID-29, steps: [{ slice: { first: 1, last: 8 } }], formats: yyyyMMdd }
  # Codes of HL7, and those of the NHS in numbers.
  gender: { from: PID-8, codes: { M: male, F: female, O: notSpecified, A: notSpecified, N: notSpecified, U: notKnown, '1': male, '2': female, '9': notSpecified, '0': notKnown }, otherwise: issue }
  addresses:
    - { use: current, lines: [PID-11.1, PID-11.2], town: PID-11.3, county: PID-11.4, postcode: PID-11.5 }
  identifiers:
    - { type: nhsNumber, value: 'PID-3[NHS].1' }

carers:
  - each: NK1
    name: { given: [NK1-2.2], family: NK1-2.1 }
    relationship: NK1-3.1
    contact: { telephone: [NK1-5.1] }

involvements:
  # The practice with which the patient is registered.
  - id: { constant: practice }
    service: { category: primaryCare, organisation: { name: PD1-3.1, code: { type: ods, value: PD1-3.3 } } }
    practitioner: { name: { prefix: PD1-4.6, given: [PD1-4.3], family: PD1-4.2 } }
    when: PD1-3.3
`;

const FHIR = `# Ready made for FHIR R4 Patient resources (UK Core): read every rule, correct what your sender does otherwise, then run
# \`contactpoint check\` and \`preview\`.
mapping: 1
name: FHIR patients
source: { system: SYSTEM } # the id under which the source is registered

inputs:
  patients: { format: fhir, file: FILE, resource: Patient }

record: { each: patients, id: id }

child:
  names:
    - each: name
      use: { from: use, codes: { usual: current, official: current, old: former, maiden: former, nickname: preferred }, otherwise: alias, default: current }
      given: ['given[0]', 'given[1]']
      family: family
      prefix: 'prefix[0]'
      from: { from: period.start, formats: yyyy-MM-dd }
      to: { from: period.end, formats: yyyy-MM-dd }
  dateOfBirth: { from: birthDate, formats: [yyyy-MM-dd, yyyy-MM, yyyy] }
  dateOfDeath: { from: deceasedDateTime, steps: [{ slice: { first: 1, last: 10 } }], formats: yyyy-MM-dd }
  gender: { from: gender, codes: { male: male, female: female, other: notSpecified, unknown: notKnown }, otherwise: issue }
  addresses:
    - each: address
      use: { from: use, codes: { home: current, temp: current, old: former }, default: current }
      lines: ['line[0]', 'line[1]', 'line[2]']
      town: city
      county: district
      postcode: postalCode
  identifiers:
    - { type: nhsNumber, value: 'identifier[system="https://fhir.nhs.uk/Id/nhs-number"].value' }

carers:
  - each: contact
    name: { given: ['name.given[0]'], family: name.family }
    relationship: relationship.coding.display
    contact: { telephone: ['telecom[system=phone].value'], email: ['telecom[system=email].value'] }

involvements:
  # The practice with which the patient is registered.
  - id: { constant: practice }
    service: { category: primaryCare, organisation: { code: { type: ods, value: generalPractitioner.identifier.value } } }
    when: generalPractitioner.identifier.value
`;
