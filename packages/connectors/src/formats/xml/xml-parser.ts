import type { Layout, SourceRecord } from '@contactpoint/adapter';
import { createError, createIssue, type Issue } from '@contactpoint/contract';
import { SaxesParser, type SaxesTag } from 'saxes';
import type { TextPositions } from '../../text/text-positions.ts';
import { XmlContext } from './xml-context.ts';
import type { XmlData, XmlElement } from './xml-element.ts';
import { NIL } from './xml-layout.ts';
import { XML_LIMITS } from './xml-limits.ts';
import type { Namespaces, XmlStep } from './xml-path.ts';
import { XmlSurvey } from './xml-survey.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

interface OpenElement extends XmlElement {
  children: OpenElement[];
  text: string;
}
const NO_CHILDREN: OpenElement[] = [];

export interface XmlParserOptions {
  readonly file: string;
  readonly layout: Layout;
  /** The steps from the root to a record. */
  readonly path: readonly XmlStep[];
  readonly namespaces: Namespaces;
  readonly positions: TextPositions;
}

/** Text in, records out: every element at the record path becomes one small tree. */
export class XmlParser {
  #records: SourceRecord[] = [];
  #count = 0;
  readonly #options: XmlParserOptions;
  readonly #parser: SaxesParser;
  readonly #context = new XmlContext();
  readonly #survey = new XmlSurvey();
  /** Names from the root to the element at hand; how many of them agree with the record path. */
  readonly #names: string[] = [];
  #matched = 0;
  /** Open elements of the record at hand. */
  readonly #open: OpenElement[] = [];
  #start = { byte: 0, line: 0 };
  #recordUnit = 0;
  /** Where the parser last told of something: how far it reads without a word is limited. */
  #heard = 0;

  constructor(options: XmlParserOptions) {
    this.#options = options;
    this.#parser = new SaxesParser({ xmlns: options.namespaces !== undefined });
    const parser = this.#parser;
    parser.on('opentagstart', (tag) => this.#onTagStart(tag.name));
    parser.on('opentag', (tag) => this.#onOpen(tag));
    parser.on('closetag', () => this.#onClose());
    parser.on('text', (text) => this.#onText(text));
    parser.on('cdata', (text) => this.#onText(text));
    parser.on('comment', () => this.#hear());
    parser.on('processinginstruction', () => this.#hear());
    parser.on('doctype', () => this.#fail('xml.doctype'));
    parser.on('error', () => this.#fail('xml.not-well-formed'));
  }

  write(text: string): void {
    this.#parser.write(text);
    if (this.#parser.position - this.#heard > XML_LIMITS.text)
      this.#refuse('a text, tag or comment', XML_LIMITS.text);
  }

  /** Ends the document; an element that was never closed is an error. Returns what there is to say of the file. */
  close(): readonly Issue[] {
    this.#parser.close();
    const { file, path } = this.#options;
    const issues = [...this.#survey.repeated].map((element) =>
      createIssue('xml.repeated-element', { place: { file, column: element }, values: { element } }),
    );
    if (this.#count > 0) return issues;
    const values = { path: path.map(({ name }) => `/${name}`).join(''), seen: this.#survey.describe() };
    return [...issues, createIssue('xml.no-records', { place: { file }, values })];
  }

  /** Records since they were last taken, in document order. */
  takeRecords(): readonly SourceRecord[] {
    return this.#records.splice(0);
  }

  /** The place of a record is its `<`: known only here, where the parser stands one character past the name. */
  #onTagStart(rawName: string): void {
    this.#hear();
    if (rawName.length > XML_LIMITS.name) this.#refuse('a name', XML_LIMITS.name);
    if (this.#names.length === XML_LIMITS.depth) this.#refuse('depth of elements', XML_LIMITS.depth);
    if (this.#open.length > 0 || this.#names.length !== this.#options.path.length - 1) return;
    const { positions } = this.#options;
    const { position, line } = this.#parser;
    const last = positions.before(position, 2);
    const past = last === '\r\n' ? 2 : 1;
    const byte =
      positions.byteAt(position) - positions.widthOf(`<${rawName}`) - positions.widthOf(last.slice(-past));
    this.#start = { byte, line: /[\r\n]$/.test(last) ? line - 1 : line };
  }

  #onOpen(tag: SaxesTag): void {
    this.#hear();
    const name =
      this.#options.namespaces === undefined ? toLocal(tag.name) : toExpanded(tag.uri!, tag.local!);
    const attributes = this.#readAttributes(tag);
    if (this.#open.length > 0) this.#openInside(name, attributes);
    else if (this.#isRecord(name)) this.#openRecord(name, attributes);
    else this.#openOutside(name, attributes);
    this.#names.push(name);
  }

  #isRecord(name: string): boolean {
    const { path } = this.#options;
    const depth = this.#names.length;
    return depth === path.length - 1 && this.#matched === depth && fits(path[depth]!, name);
  }

  #openRecord(name: string, attributes: XmlElement['attributes']): void {
    this.#context.enterElement();
    this.#recordUnit = this.#parser.position;
    this.#open.push({ name, attributes, children: NO_CHILDREN, text: '' });
  }

  #openInside(name: string, attributes: XmlElement['attributes']): void {
    if (this.#parser.position - this.#recordUnit > XML_LIMITS.record)
      this.#refuse('a record', XML_LIMITS.record);
    const parent = this.#open.at(-1)!;
    const element: OpenElement = { name, attributes, children: NO_CHILDREN, text: '' };
    if (parent.children === NO_CHILDREN) parent.children = [element];
    else {
      const before = parent.children.at(-1)!;
      if (before.name === name && before.children === NO_CHILDREN) this.#survey.repeated.add(name);
      parent.children.push(element);
    }
    this.#open.push(element);
  }

  #openOutside(name: string, attributes: XmlElement['attributes']): void {
    const { path } = this.#options;
    const depth = this.#names.length;
    if (this.#matched === depth && depth < path.length - 1 && fits(path[depth]!, name)) this.#matched++;
    this.#context.open(name, attributes);
    if (this.#count === 0) this.#survey.count([...this.#names, name]);
  }

  #onClose(): void {
    this.#hear();
    this.#names.pop();
    if (this.#matched > this.#names.length) this.#matched = this.#names.length;
    const element = this.#open.pop();
    if (element === undefined) this.#context.close();
    else if (this.#open.length === 0) this.#finishRecord(element);
  }

  #finishRecord(element: XmlElement): void {
    const { file, layout, positions } = this.#options;
    const context = this.#context.snapshot();
    if (context === undefined) throw this.#limitError('values outside the records', XML_LIMITS.contextValues);
    const data: XmlData = { element, context };
    const bytes = [this.#start.byte, positions.byteAt(this.#parser.position)] as const;
    this.#count++;
    this.#records.push({ place: { file, row: this.#count, line: this.#start.line, bytes }, layout, data });
  }

  #onText(text: string): void {
    this.#hear();
    const element = this.#open.at(-1);
    const length = element === undefined ? this.#context.addText(text) : (element.text += text).length;
    if (length > XML_LIMITS.text) this.#refuse('a text', XML_LIMITS.text);
  }

  #readAttributes(tag: SaxesTag): XmlElement['attributes'] {
    let attributes: Map<string, string> | undefined;
    for (const rawName in tag.attributes) {
      if (rawName.length > XML_LIMITS.name) this.#refuse('a name', XML_LIMITS.name);
      const attribute = tag.attributes[rawName]!;
      const isPlain = typeof attribute === 'string';
      const value = isPlain ? attribute : attribute.value;
      attributes ??= new Map();
      attributes.set(isPlain ? toAttributeName(rawName) : toExpanded(attribute.uri, attribute.local), value);
    }
    if (attributes !== undefined && attributes.size > XML_LIMITS.attributes) {
      this.#refuse('attributes of an element', XML_LIMITS.attributes);
    }
    return attributes;
  }

  #hear(): void {
    this.#heard = this.#parser.position;
  }

  #fail(code: 'xml.doctype' | 'xml.not-well-formed'): never {
    const { line, column } = this.#parser;
    // The parser's own words may quote the document.
    throw createError(code, { values: { file: this.#options.file, line, column } });
  }

  #refuse(what: string, limit: number): never {
    throw this.#limitError(what, limit);
  }

  #limitError(what: string, limit: number): Error {
    return createError('xml.limit', {
      values: { file: this.#options.file, line: this.#parser.line, what, limit },
    });
  }
}

function fits(step: XmlStep, name: string): boolean {
  return step.name === '*' || step.name === name;
}

function toLocal(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Without declared namespaces a prefix is dropped, but `xsi:nil` must not be taken for a `nil` of the vendor's. */
function toAttributeName(name: string): string {
  return name === NIL || name.startsWith('xmlns') ? name : toLocal(name);
}

function toExpanded(uri: string, local: string): string {
  if (uri === XSI && local === 'nil') return NIL;
  return uri === '' ? local : `{${uri}}${local}`;
}
