/** The same numbers in twice the room. */
export function growInts(column: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(16, column.length * 2));
  grown.set(column);
  return grown;
}

/** The same bytes in twice the room. */
export function growBytes(column: Uint8Array): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(16, column.length * 2));
  grown.set(column);
  return grown;
}

/** A list of integers that only grows, in one typed array. */
export class IntList {
  // Small enough to be made as any object is: a decision on one record makes dozens and fills few.
  values: Int32Array = new Int32Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = growInts(this.values);
    this.values[this.length] = value;
    this.length += 1;
  }
}
