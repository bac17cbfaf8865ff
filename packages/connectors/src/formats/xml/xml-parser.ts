import type { Layout, SourceRecord } from '@contactpoint/adapter';
import { createError, createIssue, type Issue } from '@contactpoint/contract';
import { SaxesParser, type SaxesTag, type SaxesTagNS } from 'saxes';
import type { TextPositions } from '../../text/text-positions.ts';
import { XmlContext } from './xml-context.ts';
import { NIL } from './xml-layout.ts';
import { XML_LIMITS } from './xml-limits.ts';
import type { Namespaces, XmlStep } from './xml-path.ts';
import { XmlSurvey } from './xml-survey.ts';
import { XmlTape, type XmlData } from './xml-tape.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Elements on one tape before the next record begins another. */
const TAPE_ELEMENTS = 20_000;

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
  #tape = new XmlTape();
  /** The innermost open element of the record at hand, on the tape; -1 outside records. */
  #element = -1;
  /** Open elements, inside and outside. */
  #depth = 0;
  #start = { byte: 0, line: 0 };
  #recordUnit = 0;
  /** How far the parser has read without telling anything: what it gathers meanwhile is limited. */
  #silence = 0;
  #hasSpoken = false;
  readonly #isPlain: boolean;
  readonly #recordDepth: number;

  constructor(options: XmlParserOptions) {
    this.#options = options;
    this.#isPlain = options.namespaces === undefined;
    this.#recordDepth = options.path.length - 1;
    this.#parser = new SaxesParser({ xmlns: !this.#isPlain });
    const parser = this.#parser;
    // Six handlers and no more: V8 turns the parser into a hash table at the ninth, and it runs six times slower.
    // Without an error handler it throws.
    parser.on('opentagstart', (tag) => this.#onTagStart(tag.name));
    if (this.#isPlain) {
      parser.on('attribute', ({ name, value }) => this.#addAttribute(toAttributeName(name), value));
    } else parser.on('opentag', (tag) => this.#onExpanded(tag));
    parser.on('closetag', () => this.#onClose());
    parser.on('text', (text) => this.#onText(text));
    parser.on('cdata', (text) => this.#onText(text));
    parser.on('doctype', () => this.#fail('xml.doctype'));
  }

  write(text: string): void {
    this.#hasSpoken = false;
    this.#run(() => this.#parser.write(text));
    this.#silence = this.#hasSpoken ? 0 : this.#silence + text.length;
    if (this.#silence > XML_LIMITS.text) this.#refuse('a text, tag or comment', XML_LIMITS.text);
    if (this.#element >= 0 && this.#parser.position - this.#recordUnit > XML_LIMITS.record) {
      this.#refuse('a record', XML_LIMITS.record);
    }
  }

  /** Ends the document; an element that was never closed is an error. Returns what there is to say of the file. */
  close(): readonly Issue[] {
    this.#run(() => this.#parser.close());
    const { file, path } = this.#options;
    const issues = [...this.#survey.repeated].map((element) =>
      createIssue('xml.repeated-element', { place: { file, column: element }, values: { element } }),
    );
    if (this.#count > 0) return issues;
    const values = { path: path.map(({ name }) => `/${name}`).join(''), seen: this.#survey.describe() };
    return [...issues, createIssue('xml.no-records', { place: { file }, values })];
  }

  #run(step: () => void): void {
    try {
      step();
    } catch (error) {
      // Whatever the parser refuses is a plain Error; our own refusals and mistakes are not.
      if (!(error instanceof Error) || error.constructor !== Error) throw error;
      this.#fail('xml.not-well-formed');
    }
  }

  /** Records since they were last taken, in document order. */
  takeRecords(): readonly SourceRecord[] {
    return this.#records.splice(0);
  }

  #onTagStart(rawName: string): void {
    this.#hasSpoken = true;
    if (rawName.length > XML_LIMITS.name) this.#refuse('a name', XML_LIMITS.name);
    const depth = this.#depth++;
    if (depth === XML_LIMITS.depth) this.#refuse('depth of elements', XML_LIMITS.depth);
    if (depth === this.#recordDepth) this.#markStart(rawName);
    if (this.#isPlain) this.#onOpen(toLocal(rawName));
  }

  /** The place of a record is its `<`: known only now, while the parser stands one character past the name. */
  #markStart(rawName: string): void {
    const { positions } = this.#options;
    const { position, line } = this.#parser;
    const last = positions.before(position, 2);
    const past = last === '\r\n' ? 2 : 1;
    const byte =
      positions.byteAt(position) - positions.widthOf(`<${rawName}`) - positions.widthOf(last.slice(-past));
    this.#start = { byte, line: /[\r\n]$/.test(last) ? line - 1 : line };
  }

  /** With namespaces, names are known only when the whole tag is. */
  #onExpanded(tag: SaxesTag): void {
    this.#onOpen(toExpanded(tag.uri!, tag.local!));
    for (const { uri, local, value } of Object.values((tag as SaxesTagNS).attributes)) {
      this.#addAttribute(toExpanded(uri, local), value);
    }
  }

  #onOpen(name: string): void {
    if (this.#element >= 0) this.#openInside(name);
    else if (this.#isRecord(name)) this.#openRecord(name);
    else this.#openOutside(name);
  }

  #addAttribute(name: string, value: string): void {
    this.#hasSpoken = true;
    if (name.length > XML_LIMITS.name) this.#refuse('a name', XML_LIMITS.name);
    const element = this.#element;
    const count =
      element < 0 ? this.#context.addAttribute(name, value) : this.#tape.addAttribute(element, name, value);
    if (count > XML_LIMITS.attributes) this.#refuse('attributes of an element', XML_LIMITS.attributes);
  }

  #isRecord(name: string): boolean {
    const depth = this.#names.length;
    return depth === this.#recordDepth && this.#matched === depth && fits(this.#options.path[depth]!, name);
  }

  #openRecord(name: string): void {
    this.#context.enterElement();
    this.#recordUnit = this.#parser.position;
    if (this.#tape.names.length > TAPE_ELEMENTS) this.#tape = new XmlTape();
    this.#element = this.#tape.open(name, -1);
  }

  #openInside(name: string): void {
    const tape = this.#tape;
    const element = tape.open(name, this.#element);
    // The element before on the tape is a sibling without children when it has been closed.
    if (tape.names[element - 1] === name && tape.ends[element - 1] === element)
      this.#survey.repeated.add(name);
    this.#element = element;
  }

  #openOutside(name: string): void {
    const { path } = this.#options;
    const depth = this.#names.length;
    if (this.#matched === depth && depth < this.#recordDepth && fits(path[depth]!, name)) this.#matched++;
    this.#context.open(name);
    this.#names.push(name);
    if (this.#count === 0) this.#survey.count(this.#names);
  }

  #onClose(): void {
    this.#hasSpoken = true;
    this.#depth--;
    const element = this.#element;
    if (element < 0) return this.#closeOutside();
    this.#element = this.#tape.close(element);
    if (this.#element < 0) this.#finishRecord(element);
  }

  #closeOutside(): void {
    this.#context.close();
    this.#names.pop();
    if (this.#matched > this.#names.length) this.#matched = this.#names.length;
  }

  #finishRecord(element: number): void {
    const { file, layout, positions } = this.#options;
    const context = this.#context.snapshot();
    if (context === undefined) this.#refuse('values outside the records', XML_LIMITS.contextValues);
    const data: XmlData = { tape: this.#tape, element, context };
    const bytes = [this.#start.byte, positions.byteAt(this.#parser.position)] as const;
    this.#count++;
    this.#records.push({ place: { file, row: this.#count, line: this.#start.line, bytes }, layout, data });
  }

  #onText(text: string): void {
    this.#hasSpoken = true;
    const length = this.#element < 0 ? this.#context.addText(text) : this.#tape.addText(this.#element, text);
    if (length > XML_LIMITS.text) this.#refuse('a text', XML_LIMITS.text);
  }

  #fail(code: 'xml.doctype' | 'xml.not-well-formed'): never {
    const { line, column } = this.#parser;
    // The parser's own words may quote the document.
    throw createError(code, { values: { file: this.#options.file, line, column } });
  }

  #refuse(what: string, limit: number): never {
    throw createError('xml.limit', {
      values: { file: this.#options.file, line: this.#parser.line, what, limit },
    });
  }
}

function fits(step: XmlStep, name: string): boolean {
  return step.name === '*' || step.name === name;
}

function toLocal(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Without declared namespaces a prefix is dropped, but `xsi:nil` must not be taken for a `nil` of the vendor's. */
function toAttributeName(name: string): string {
  return name === NIL || name.startsWith('xmlns') ? name : toLocal(name);
}

function toExpanded(uri: string, local: string): string {
  if (uri === XSI && local === 'nil') return NIL;
  return uri === '' ? local : `{${uri}}${local}`;
}
