import type { CanonicalRecord } from '../types.ts';
import { createIssue } from '../catalogue/issue-catalogue.ts';
import { readShaped, type ShapedValue } from './read-shaped.ts';
import { writeShaped } from './write-shaped.ts';
import { XML_NAMESPACES } from './xml-shape.ts';
import type { XmlElement } from './xml-tree.ts';

const ROOT = 'contactRecord';

/** A valid record in its XML form, an element `contactRecord`. */
export function writeRecordXml(record: CanonicalRecord): string {
  return writeShaped(record, 'ContactRecord', ROOT);
}

/** What an element `contactRecord` says; `validateRecord` then says whether it is a record. */
export function readRecordXml(element: XmlElement): ShapedValue {
  if (element.local !== ROOT || element.uri !== XML_NAMESPACES.record) {
    return { value: undefined, issues: [createIssue('xml.wrong-namespace', { path: '' })] };
  }
  return readShaped(element, 'ContactRecord');
}
