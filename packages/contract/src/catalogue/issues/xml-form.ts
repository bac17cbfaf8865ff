import type { IssueDefinition } from '../issue-catalogue.ts';

/** What only the XML form of a record or message can have wrong; the rest is said as of its JSON form. */
export const xmlFormIssues = {
  'xml.wrong-namespace': {
    title: 'Element of another namespace',
    text: 'The element is not of the namespace that stands here.',
    severity: 'error',
    suggestion: 'Declare the namespaces of the XSD; prefixes may be any.',
    fixableBy: 'vendor',
  },
  'xml.repeated-field': {
    title: 'Field given twice',
    text: 'The element stands more than once where one is allowed.',
    severity: 'error',
    suggestion: 'Give it once; lists have an element around their items.',
    fixableBy: 'vendor',
  },
  'xml.wrong-item': {
    title: 'Not an item of the list',
    text: 'The list holds an element that is not {item}.',
    severity: 'error',
    suggestion: 'Name the items {item}.',
    fixableBy: 'vendor',
  },
  'xml.attribute-not-allowed': {
    title: 'Attribute not allowed',
    text: 'The element carries an attribute that has no meaning here.',
    severity: 'error',
    suggestion: 'Leave attributes out but xsi:nil; xsi:type is never read.',
    fixableBy: 'vendor',
  },
  'xml.text-between': {
    title: 'Text between elements',
    text: 'There is text where only elements may stand.',
    severity: 'error',
    suggestion: 'Put the text into the element that it belongs to.',
    fixableBy: 'vendor',
  },
} as const satisfies Record<string, IssueDefinition>;
