export { definition } from './definition.ts';
export { createXml } from './read-xml.ts';
export type { XmlOptions } from './read-xml.ts';
export { findXmlRecords } from './find-xml-records.ts';
