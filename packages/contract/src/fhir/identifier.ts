import type { Identifier, IdentifierType } from '../types.ts';
import {
  fhir,
  type Fhir,
  type FhirReader,
  firstValue,
  isObject,
  ownExtension,
  type Placed,
  present,
} from './fhir-json.ts';
import {
  NHS_NUMBER_SYSTEM,
  OWN_IDENTIFIER_SYSTEM,
  ukCoreExtension,
  VERIFICATION_STATUS_SYSTEM,
} from './systems.ts';

const MEMBERS = ['system', 'value', 'assigner', 'extension', 'period', 'use', 'type'];

/** An identifier as FHIR's; an NHS number with UK Core's verification status beside our own. */
export function writeIdentifier({ type, value, status, issuer, supersededBy }: Identifier): Fhir {
  return fhir({
    extension: present([
      type === 'nhsNumber' && status !== undefined
        ? verification(status === 'verified' ? '01' : '02')
        : undefined,
      ownExtension('identifier-status', 'Code', status),
      ownExtension('superseded-by', 'String', supersededBy),
    ]),
    system: systemOf(type),
    value,
    assigner: issuer && { display: issuer },
  });
}

/** A FHIR identifier as ours: only status 01 says that an NHS number is verified. An unknown system is its issuer. */
export function readIdentifier({ value, path }: Placed, reader: FhirReader): Fhir {
  const identifier = reader.object(value, path, MEMBERS);
  const extensions = reader.extensions(identifier, [
    'UKCore-NHSNumberVerificationStatus',
    'identifier-status',
    'superseded-by',
  ]);
  const { system, assigner } = identifier.value;
  const type = typeOf(system);
  return fhir({
    type: type ?? 'localId',
    value: identifier.value['value'],
    status:
      firstValue(extensions, 'identifier-status') ??
      statusOf(firstValue(extensions, 'UKCore-NHSNumberVerificationStatus')),
    issuer: isObject(assigner) ? assigner['display'] : type === undefined ? system : undefined,
    supersededBy: firstValue(extensions, 'superseded-by'),
  });
}

function systemOf(type: IdentifierType): string {
  return type === 'nhsNumber' ? NHS_NUMBER_SYSTEM : OWN_IDENTIFIER_SYSTEM + type;
}

function typeOf(system: unknown): string | undefined {
  if (system === NHS_NUMBER_SYSTEM) return 'nhsNumber';
  const isOurs = typeof system === 'string' && system.startsWith(OWN_IDENTIFIER_SYSTEM);
  return isOurs ? system.slice(OWN_IDENTIFIER_SYSTEM.length) : undefined;
}

function verification(code: string): Fhir {
  return {
    url: ukCoreExtension('NHSNumberVerificationStatus'),
    valueCodeableConcept: { coding: [{ system: VERIFICATION_STATUS_SYSTEM, code }] },
  };
}

function statusOf(concept: unknown): string | undefined {
  if (!isObject(concept) || !Array.isArray(concept['coding'])) return undefined;
  const codes = concept['coding'].map((coding: unknown) => (isObject(coding) ? coding['code'] : undefined));
  return codes.some((code) => code === '01' || code === 'number-present-and-verified')
    ? 'verified'
    : 'unverified';
}
