/** A mapping for one source system, as data: nothing to install, nothing that runs. */
export interface Preset {
  /** Folder, and the word on the command line. */
  readonly id: string;
  /** The mapping's own name, for lists. */
  readonly title: string;
  /** `mapping.yaml` as written. */
  readonly mapping: string;
  /** Lookup tables that the mapping names, by file name. */
  readonly tables: Readonly<Record<string, string>>;
  /** Rows of invented people in the layout of the source, by file name. */
  readonly sample: Readonly<Record<string, string>>;
}
