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
