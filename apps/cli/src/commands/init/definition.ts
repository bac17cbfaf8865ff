import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of `init`. */
export const initOptions = {
  out: {
    type: 'text',
    value: 'mapping.yaml',
    text: 'the file to write; one that exists is left alone (mapping.yaml)',
  },
  preset: { type: 'text', value: 'id', text: 'begin with this preset and see how far the files fit it' },
  system: { type: 'text', value: 'id', text: 'the id under which your directory knows the source' },
  encoding: {
    type: 'text',
    value: 'name',
    text: 'encoding of text files that are not UTF-8: windows-1252, …',
  },
  layout: {
    type: 'text',
    value: 'file.csv',
    text: 'for values at fixed places: a CSV with name, start and end of each field',
  },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint init` */
export const initCommand = defineCommand(
  {
    name: 'init',
    summary: 'draft a mapping from an export, with reasons',
    about: [
      'Looks at the files of an export and drafts their mapping: which file, or which part of an XML or JSON file, holds the children, what is joined to them and how, what each column is. Every rule carries its reason and every column left out says why. Look it through: it is a draft.',
      'HL7 messages and FHIR resources name their own fields: for them a mapping is ready made.',
      'Nothing leaves this machine, and no value of a person is written into the mapping.',
    ],
    arguments: [
      {
        name: 'files',
        text: 'the export: CSV, Excel, XML, JSON or fixed-width files, or folders of them',
        many: true,
      },
    ],
    options: initOptions,
    examples: [
      'contactpoint init exports/ --system northmere-ics',
      'contactpoint init pupils.csv --out school.yaml',
      'contactpoint init extract.dat --layout layout.csv',
      'contactpoint init census/ --preset school-census',
    ],
  },
  async () => (await import('./init.ts')).init,
);
