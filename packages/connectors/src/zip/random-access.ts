/** Bytes that can be read at any position: an open file, a file in a browser, a piece of memory. */
export interface RandomAccess {
  readonly size: number;
  /** Exactly so many bytes from a position on; the caller keeps to the size. */
  read(position: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Bytes in memory. */
export function createMemoryAccess(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    close: () => Promise.resolve(),
  };
}
