/** Every value of a record with its JSON Pointer, in the order of the record. */
export function toPaths(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => toPaths(inner, `${path}/${name}`));
}
