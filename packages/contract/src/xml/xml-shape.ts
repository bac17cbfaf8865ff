/**
 * How a value stands in XML. `text` keeps every space, `token` none around it. A list has an element around its
 * items; a map is a list whose items carry their key as an attribute; `null` is `xsi:nil`.
 */
export type XmlShape =
  | 'text'
  | 'token'
  | 'integer'
  | 'boolean'
  | { readonly nullable: XmlShape }
  | { readonly list: XmlShape; readonly item: string }
  | { readonly map: XmlShape; readonly item: string; readonly key: string }
  | { readonly type: string }
  | { readonly fields: Readonly<Record<string, XmlShape>> };

/** A named type: its fields' elements are in its own namespace. */
export interface XmlType {
  readonly space: 'record' | 'directory';
  readonly fields: Readonly<Record<string, XmlShape>>;
}

/** Namespaces of the record and of the directory's messages. */
export const XML_NAMESPACES = {
  record: 'https://contactpoint.example/ns/contact-record/1',
  directory: 'https://contactpoint.example/ns/directory/1',
} as const;

/** The namespace of `xsi:nil` and its like. */
export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';
