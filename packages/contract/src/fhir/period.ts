import { type Fhir, filled, type FhirReader, type Placed } from './fhir-json.ts';

/** From and to as Period; undefined when neither is known. */
export function writePeriod({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | null | undefined;
}): Fhir | undefined {
  return filled({ start: from, end: to ?? undefined });
}

/** A Period as from and to; of an instant the date. */
export function readPeriod(
  { value, path }: Placed,
  reader: FhirReader,
): { readonly from?: unknown; readonly to?: unknown } {
  if (value['period'] === undefined) return {};
  const { start, end } = reader.object(value['period'], `${path}/period`, ['start', 'end']).value;
  return { from: dateOf(start), to: dateOf(end) };
}

/** The date of a dateTime, as it is written: a date of birth is never moved by a time zone. */
export function dateOf(value: unknown): unknown {
  return typeof value === 'string' && value.length > 10 ? value.slice(0, 10) : value;
}
