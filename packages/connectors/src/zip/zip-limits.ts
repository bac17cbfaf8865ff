/** What no export needs and an attack does; each holds while bytes are unpacked, whatever the archive claims. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of the list of entries. */
  readonly directoryBytes: number;
  /** Unpacked bytes of one entry. */
  readonly entryBytes: number;
  /** Unpacked bytes of all entries that are read. */
  readonly totalBytes: number;
  /** Unpacked bytes to packed ones, where an entry unpacks to more than a mebibyte. */
  readonly ratio: number;
}

/** Limits that no honest export comes near. */
export const ZIP_LIMITS: ZipLimits = {
  entries: 4_096,
  directoryBytes: 4 * 1024 * 1024,
  entryBytes: 1024 ** 3,
  totalBytes: 2 * 1024 ** 3,
  ratio: 100,
};
