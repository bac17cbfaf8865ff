import { XML_RECORD_LIMITS } from './xml-limits.ts';

interface ContextNode {
  readonly children: Map<string, ContextNode>;
  readonly attributes: Map<string, string>;
  text: string;
  hasElements: boolean;
}

function createNode(): ContextNode {
  return { children: new Map(), attributes: new Map(), text: '', hasElements: false };
}

/**
 * The values outside records, as they stood last: a header, the school around its pupils. When an element opens
 * again, all that was known from inside its predecessor is forgotten.
 */
export class XmlContext {
  readonly #stack: ContextNode[] = [createNode()];
  #snapshot: ReadonlyMap<string, string> | undefined;

  open(name: string): void {
    const node = createNode();
    this.enterElement();
    this.#stack.at(-1)!.children.set(name, node);
    this.#stack.push(node);
    this.#snapshot = undefined;
  }

  /** Returns how many attributes the element at hand now has. */
  addAttribute(name: string, value: string): number {
    const { attributes } = this.#stack.at(-1)!;
    attributes.set(name, value);
    return attributes.size;
  }

  /** Notes that the element at hand holds elements, of which a record may be one. */
  enterElement(): void {
    const parent = this.#stack.at(-1)!;
    parent.hasElements = true;
    if (parent.text !== '' && parent.text.trim() === '') parent.text = '';
  }

  /** Adds to the text of the element at hand and returns its length. White space between elements is nothing. */
  addText(text: string): number {
    const node = this.#stack.at(-1)!;
    if (node.hasElements && text.trim() === '') return node.text.length;
    node.text += text;
    this.#snapshot = undefined;
    return node.text.length;
  }

  close(): void {
    this.#stack.pop();
  }

  /** The values by absolute path, attributes as `/Root/@name`; undefined when there are too many of them. */
  snapshot(): ReadonlyMap<string, string> | undefined {
    if (this.#snapshot !== undefined) return this.#snapshot;
    const values = new Map<string, string>();
    collect(this.#stack[0]!, '', values);
    if (values.size > XML_RECORD_LIMITS.contextValues) return undefined;
    this.#snapshot = values;
    return values;
  }
}

function collect(node: ContextNode, path: string, values: Map<string, string>): void {
  for (const [name, child] of node.children) {
    const childPath = `${path}/${name}`;
    for (const [attribute, value] of child.attributes) values.set(`${childPath}/@${attribute}`, value);
    if (!child.hasElements || child.text !== '') values.set(childPath, child.text);
    if (values.size > XML_RECORD_LIMITS.contextValues) return;
    collect(child, childPath, values);
  }
}
