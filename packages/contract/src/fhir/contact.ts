import type { ContactDetails } from '../types.ts';
import { readAddress, writeAddress } from './address.ts';
import { type Fhir, filled, type FhirReader, type Placed } from './fhir-json.ts';

/** Telephone numbers and email addresses as ContactPoints. */
export function writeTelecom(contact: ContactDetails | undefined): readonly Fhir[] {
  return [
    ...(contact?.telephone ?? []).map((value) => ({ system: 'phone', value })),
    ...(contact?.email ?? []).map((value) => ({ system: 'email', value })),
  ];
}

/** The address as the list of one that resources have. */
export function writeAddresses(contact: ContactDetails | undefined): readonly Fhir[] {
  return contact?.address ? [writeAddress(contact.address)] : [];
}

const POINT_MEMBERS = ['system', 'value', 'use', 'period', 'rank', 'extension'];

/** Telecom of one element and addresses of the same or another; undefined when there is nothing. */
export function readContact(
  telecom: Placed,
  addresses: Placed | undefined,
  reader: FhirReader,
): Fhir | undefined {
  const points = reader
    .list(telecom, 'telecom')
    .map(({ value, path }) => reader.object(value, path, POINT_MEMBERS).value);
  const [address] = addresses ? reader.list(addresses, 'address') : [];
  return filled({
    telephone: points.filter(({ system }) => system !== 'email').map(({ value }) => value),
    email: points.filter(({ system }) => system === 'email').map(({ value }) => value),
    address: address && readAddress(address.value, address.path, reader),
  });
}
