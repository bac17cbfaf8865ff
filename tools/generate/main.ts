// `npm run generate`: everything that is made from contract's schemas and catalogues. Running it twice
// changes nothing the second time.
import { writeOutput } from './output.ts';
import { generateRecordValidators } from './record-validators.ts';

const generators = [generateRecordValidators];

for (const generate of generators) {
  for (const [path, text] of Object.entries(await generate())) {
    if (writeOutput(path, text)) console.log(`wrote ${path}`);
  }
}
