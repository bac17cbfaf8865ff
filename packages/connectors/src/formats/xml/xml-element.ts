/** An element inside a record: what mappings can ask of it. */
export interface XmlElement {
  /** Local name, or `{namespace}local` where the input declares namespaces. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string> | undefined;
  readonly children: readonly XmlElement[];
  /** Its own character data and CDATA sections, comments left out. */
  readonly text: string;
}

/** What the layout finds in a record's `data`. */
export interface XmlData {
  readonly element: XmlElement;
  /** Values that stood before the record, outside all records, by absolute path. */
  readonly context: ReadonlyMap<string, string>;
}
