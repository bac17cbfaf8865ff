/**
 * The elements of many records in document order, a column for each fact: far fewer objects than a tree. An
 * element is an index; its descendants follow it up to the index in `ends`.
 */
export class XmlTape {
  /** Local name, or `{namespace}local` where the input declares namespaces. */
  readonly names: string[] = [];
  /** Its own character data and CDATA sections, comments left out. */
  readonly texts: string[] = [];
  /** Of the few elements that have any. */
  readonly attributes = new Map<number, Map<string, string>>();
  /** Index past the last descendant; of an element that is still open, its parent. */
  readonly ends: number[] = [];

  /** Adds an element inside an open one (-1: inside none) and returns its index. */
  open(name: string, parent: number): number {
    this.names.push(name);
    this.texts.push('');
    return this.ends.push(parent) - 1;
  }

  /** Returns how many attributes the element now has. */
  addAttribute(element: number, name: string, value: string): number {
    let attributes = this.attributes.get(element);
    if (attributes === undefined) this.attributes.set(element, (attributes = new Map()));
    return attributes.set(name, value).size;
  }

  /** Adds to the text of an open element and returns its length; white space between its children is nothing. */
  addText(element: number, text: string): number {
    const before = this.texts[element]!;
    if (this.names.length > element + 1 && isBlank(text)) return before.length;
    return (this.texts[element] = before + text).length;
  }

  /** Closes an element and returns the one that it stands in. */
  close(element: number): number {
    const parent = this.ends[element]!;
    this.ends[element] = this.names.length;
    return parent;
  }

  /** Of an element that has been closed. */
  hasChildren(element: number): boolean {
    return this.ends[element]! > element + 1;
  }

  /** The first child from `from` on (for the very first, `element + 1`) that has this name; -1 when none has. */
  findChild(element: number, name: string, from: number): number {
    const { names, ends } = this;
    const end = ends[element]!;
    for (let child = from; child < end; child = ends[child]!) {
      if (name === '*' || names[child] === name) return child;
    }
    return -1;
  }

  /** The children that have this name, or all for `*`. */
  childrenOf(element: number, name: string): readonly number[] {
    const children: number[] = [];
    let child = this.findChild(element, name, element + 1);
    while (child >= 0) {
      children.push(child);
      child = this.findChild(element, name, this.ends[child]!);
    }
    return children;
  }
}

/** Whether this is white space as XML knows it. Most text tells by its first character that it is not. */
function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false;
  }
  return true;
}

/** What the layout finds in a record's `data`. */
export interface XmlData {
  readonly tape: XmlTape;
  readonly element: number;
  /** Values that stood before the record, outside all records, by absolute path. */
  readonly context: ReadonlyMap<string, string>;
}
