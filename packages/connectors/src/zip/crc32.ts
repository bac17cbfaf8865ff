/** What each byte adds to a checksum; table k when k more bytes follow it in the same word. */
const TABLES = createTables(4);

function createTables(count: number): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const tables = [first];
  while (tables.length < count)
    tables.push(tables.at(-1)!.map((value) => (value >>> 8) ^ first[value & 0xff]!));
  return tables;
}

/** The CRC-32 of ZIP over these bytes and, by its earlier result, over those before them. */
export function updateCrc32(before: number, bytes: Uint8Array): number {
  const [first, second, third, fourth] = TABLES as readonly [Int32Array, Int32Array, Int32Array, Int32Array];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let crc = ~before;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    crc ^= view.getInt32(at, true);
    crc =
      fourth[crc & 0xff]! ^ third[(crc >>> 8) & 0xff]! ^ second[(crc >>> 16) & 0xff]! ^ first[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ first[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}
