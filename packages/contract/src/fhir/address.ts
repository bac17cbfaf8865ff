import type { Address, AddressUse } from '../types.ts';
import {
  fhir,
  type Fhir,
  type FhirReader,
  firstValue,
  isObject,
  ownExtension,
  partsOf,
  present,
} from './fhir-json.ts';
import { readPeriod, writePeriod } from './period.ts';
import { ADDRESS_KEY_SYSTEM, ukCoreExtension } from './systems.ts';

const USES: Readonly<Record<AddressUse, string>> = { current: 'home', former: 'old', lastKnown: 'old' };
const MEANINGS: Readonly<Record<string, AddressUse>> = { home: 'current', temp: 'current', old: 'former' };
const MEMBERS = ['use', 'line', 'city', 'district', 'postalCode', 'period', 'extension'];

/** An address as FHIR's, with the UPRN as UK Core's address key. */
export function writeAddress(address: Address): Fhir {
  return fhir({
    extension: present([
      ownExtension('address-use', 'Code', address.use === 'lastKnown' ? 'lastKnown' : undefined),
      address.uprn === undefined ? undefined : addressKey(address.uprn),
    ]),
    use: address.use && USES[address.use],
    line: address.lines,
    city: address.town,
    district: address.county,
    postalCode: address.postcode,
    period: writePeriod(address),
  });
}

/** A FHIR address as ours: blank lines dropped, since each line is a slot for some systems; a PAF key too. */
export function readAddress(value: unknown, path: string, reader: FhirReader): Fhir {
  const address = reader.object(value, path, MEMBERS);
  const { use, line, city, district, postalCode } = address.value;
  const extensions = reader.extensions(address, ['address-use', 'UKCore-AddressKey']);
  const uprn = (extensions.get('UKCore-AddressKey') ?? [])
    .map(partsOf)
    .find((parts) => codeOf(parts.get('type')?.[0]) === 'UPRN')
    ?.get('value')?.[0];
  const lines = Array.isArray(line) ? line.filter((each) => each !== '' && each !== null) : line;
  return fhir({
    use: firstValue(extensions, 'address-use') ?? (typeof use === 'string' ? MEANINGS[use] : use),
    lines,
    town: city,
    county: district,
    postcode: postalCode,
    uprn,
    ...readPeriod(address, reader),
  });
}

function addressKey(uprn: string): Fhir {
  return {
    url: ukCoreExtension('AddressKey'),
    extension: [
      { url: 'type', valueCoding: { system: ADDRESS_KEY_SYSTEM, code: 'UPRN' } },
      { url: 'value', valueString: uprn },
    ],
  };
}

/** The older spelling has a CodeableConcept where today's has a Coding. */
function codeOf(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const [coding] = Array.isArray(value['coding']) ? (value['coding'] as readonly unknown[]) : [value];
  return isObject(coding) ? coding['code'] : undefined;
}
