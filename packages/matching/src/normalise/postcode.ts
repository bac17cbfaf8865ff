const POSTCODE =
  /^(GIR0AA|[A-PR-UWYZ](\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y])\d[ABD-HJLNP-UW-Z]{2})$/;

/** A full unit postcode without space; undefined for anything else, pseudo-postcodes (ZZ99) included. */
export function toPostcode(text: string): string | undefined {
  const joined = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return POSTCODE.test(joined) ? joined : undefined;
}

/** The sector of a unit postcode: `CH415EU` → `CH415`. */
export const toSector = (postcode: string): string => postcode.slice(0, -2);
