import type { FormatDefinition } from '../../format.ts';
import { createXml, type XmlOptions } from './read-xml.ts';

/** XML with one element a record. */
export const definition: FormatDefinition = {
  id: 'xml',
  title: 'XML',
  description:
    'An XML document with one element a record. A field is a path from that element: Identifiers/UPN, @id for an attribute, Name[@use=’home’], /Message/Header/Year for what stands before the records.',
  mediaTypes: ['application/xml', 'text/xml'],
  fileExtensions: ['xml'],
  options: {
    path: {
      type: 'string',
      description: 'The path from the root to each record.',
      pattern: '^/',
      examples: ['/Message/Children/Child'],
    },
    namespaces: {
      type: 'object',
      description:
        'Namespaces by the prefix used in paths; the prefix "" stands for names without one. Without this option, names are compared without their prefix.',
      additionalProperties: { type: 'string', description: 'The namespace.' },
      examples: [{ gro: 'http://www.ons.gov.uk/gro/OGDDeathExtractDWP' }],
    },
    encoding: {
      type: 'string',
      description: 'Encoding of the file, where the file itself does not say.',
      examples: ['windows-1252'],
    },
  },
  required: ['path'],
  example: { format: 'xml', file: 'cin*.xml', path: '/Message/Children/Child' },
  create: (options) => createXml(options as unknown as XmlOptions),
};
