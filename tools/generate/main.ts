// `npm run generate`: everything that is made from contract's schemas and catalogues. Running it twice
// changes nothing the second time.
import { generateApi } from './api.ts';
import { generateCatalogueDocs } from './catalogue-docs.ts';
import { generateCommandDocs } from './command-docs.ts';
import { generateMappingSchema } from './mapping-schema.ts';
import { writeOutput } from './output.ts';
import { generatePresets } from './presets.ts';
import { generateRecordValidators } from './record-validators.ts';
import { generateWsdl } from './wsdl.ts';
import { generateXmlTypes } from './xml-types.ts';
import { generateTelephoneMetadata } from './telephone-metadata.ts';

const generators = [
  generateRecordValidators,
  generateTelephoneMetadata,
  generateApi,
  generateXmlTypes,
  generateWsdl,
  generateMappingSchema,
  generatePresets,
  generateCatalogueDocs,
  generateCommandDocs,
];

for (const generate of generators) {
  for (const [path, text] of Object.entries(await generate())) {
    if (writeOutput(path, text)) console.log(`wrote ${path}`);
  }
}
