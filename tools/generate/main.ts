// `npm run generate`: everything that is made from contract's schemas and catalogues. Running it twice
// changes nothing the second time.
import { writeOutput } from './output.ts';

type Files = Readonly<Record<string, string>>;

/** In order, each loaded when its turn comes: later ones import code that earlier ones write. */
const GENERATORS: readonly (() => Promise<() => Files | Promise<Files>>)[] = [
  async () => (await import('./record-validators.ts')).generateRecordValidators,
  async () => (await import('./telephone-metadata.ts')).generateTelephoneMetadata,
  async () => (await import('./api.ts')).generateApi,
  async () => (await import('./xml-types.ts')).generateXmlTypes,
  async () => (await import('./wsdl.ts')).generateWsdl,
  async () => (await import('./mapping-schema.ts')).generateMappingSchema,
  async () => (await import('./presets.ts')).generatePresets,
  async () => (await import('./catalogue-docs.ts')).generateCatalogueDocs,
  async () => (await import('./command-docs.ts')).generateCommandDocs,
  async () => (await import('./connector-docs.ts')).generateConnectorDocs,
];

for (const load of GENERATORS) {
  const generate = await load();
  for (const [path, text] of Object.entries(await generate())) {
    if (writeOutput(path, text)) console.log(`wrote ${path}`);
  }
}
