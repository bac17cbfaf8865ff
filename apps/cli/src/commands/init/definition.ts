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
    text: 'encoding of CSV files that are not UTF-8: windows-1252, …',
  },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint init` */
export const initCommand = defineCommand(
  {
    name: 'init',
    summary: 'draft a mapping from an export, with reasons',
    about: [
      'Looks at the files of an export and drafts their mapping: which file holds the children, which is joined to them and how, what each column is. Every rule carries its reason and every column left out says why. Look it through: it is a draft.',
      'Nothing leaves this machine, and no value of a person is written into the mapping.',
    ],
    arguments: [
      { name: 'files', text: 'the export: CSV files or Excel workbooks, or folders of them', many: true },
    ],
    options: initOptions,
    examples: [
      'contactpoint init exports/ --system northmere-ics',
      'contactpoint init pupils.csv --out school.yaml',
      'contactpoint init census/ --preset school-census',
    ],
  },
  async () => (await import('./init.ts')).init,
);
