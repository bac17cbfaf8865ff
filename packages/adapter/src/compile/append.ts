/**
 * A list with one more item, made with its first. Most lists of a record have one item or two, and an array that
 * grows as it is filled takes room for seventeen.
 */
export function append<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  if (list.length === 1) return [list[0] as T, item];
  list.push(item);
  return list;
}
