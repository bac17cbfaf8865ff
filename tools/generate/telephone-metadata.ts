import metadata from 'libphonenumber-js/metadata.min.json';
import { generatedHeader } from './output.ts';

/** The countries that share +44: Britain, Guernsey, Isle of Man, Jersey. */
const COUNTRIES = ['GB', 'GG', 'IM', 'JE'];

/** libphonenumber's metadata of +44 alone: 2 kB instead of 80. */
export function generateTelephoneMetadata(): Readonly<Record<string, string>> {
  const countries = Object.entries(metadata.countries).filter(([country]) => COUNTRIES.includes(country));
  const ofBritain = {
    version: metadata.version,
    country_calling_codes: { '44': COUNTRIES },
    countries: Object.fromEntries(countries),
  };
  const text = `${generatedHeader('//')}\nexport const GB_TELEPHONE_METADATA: unknown = ${JSON.stringify(ofBritain)};\n`;
  return { 'packages/contract/src/generated/gb-telephone-metadata.ts': text };
}
