export { createXmlReader, XML_LIMITS } from './xml-reader.ts';
export type {
  XmlAttribute,
  XmlHandler,
  XmlLimits,
  XmlName,
  XmlReader,
  XmlReaderOptions,
} from './xml-reader.ts';
export { attributeOf, readXml } from './xml-tree.ts';
export type { XmlElement } from './xml-tree.ts';
export { escapeXml, textElement } from './write-xml.ts';
export { readRecordXml, writeRecordXml } from './record-xml.ts';
export { readShaped } from './read-shaped.ts';
export type { ShapedValue } from './read-shaped.ts';
export { writeShaped } from './write-shaped.ts';
export { XML_NAMESPACES, XSI_NAMESPACE } from './xml-shape.ts';
export type { XmlShape, XmlType } from './xml-shape.ts';
