import type { NameUse, PersonName } from '../types.ts';
import { fhir, type Fhir, type FhirReader, first, firstValue, ownExtension, present } from './fhir-json.ts';
import { readPeriod, writePeriod } from './period.ts';

const USES: Readonly<Record<NameUse, string>> = {
  current: 'usual',
  former: 'old',
  preferred: 'nickname',
  alias: 'nickname',
};
/** As the Personal Demographics Service and others mean them. */
const MEANINGS: Readonly<Record<string, NameUse>> = {
  usual: 'current',
  official: 'current',
  old: 'former',
  maiden: 'former',
  nickname: 'preferred',
  temp: 'alias',
  anonymous: 'alias',
};
const MEMBERS = ['use', 'given', 'family', 'prefix', 'suffix', 'period', 'extension'];

/** A name as HumanName. */
export function writeName(name: PersonName): Fhir {
  return fhir({
    extension: present([ownExtension('name-use', 'Code', name.use === 'alias' ? 'alias' : undefined)]),
    use: name.use && USES[name.use],
    given: name.given,
    family: name.family,
    prefix: name.prefix && [name.prefix],
    suffix: name.suffix && [name.suffix],
    period: writePeriod(name),
  });
}

/** A HumanName as a name; several prefixes become one. */
export function readName(value: unknown, path: string, reader: FhirReader): Fhir {
  const name = reader.object(value, path, MEMBERS);
  const { use, given, family, prefix, suffix } = name.value;
  const extensions = reader.extensions(name, ['name-use']);
  return fhir({
    use: firstValue(extensions, 'name-use') ?? (typeof use === 'string' ? (MEANINGS[use] ?? use) : use),
    given,
    family,
    prefix: joined(prefix),
    suffix: joined(suffix),
    ...readPeriod(name, reader),
  });
}

function joined(parts: unknown): unknown {
  return Array.isArray(parts) && parts.length > 1 ? parts.join(' ') : first(parts);
}
