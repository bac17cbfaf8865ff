import type { Layout, SourceRecord } from '@contactpoint/adapter';
import { createError, createIssue, type Issue } from '@contactpoint/contract';
import {
  createXmlReader,
  XML_LIMITS,
  XSI_NAMESPACE,
  type XmlAttribute,
  type XmlHandler,
  type XmlName,
  type XmlReader,
} from '@contactpoint/contract/xml';
import type { TextBlock } from '../../text/decode-blocks.ts';
import type { TextPositions } from '../../text/text-positions.ts';
import { XmlContext } from './xml-context.ts';
import { NIL } from './xml-layout.ts';
import { XML_RECORD_LIMITS } from './xml-limits.ts';
import type { Namespaces, XmlStep } from './xml-path.ts';
import { XmlSurvey } from './xml-survey.ts';
import { XmlTape, type XmlData } from './xml-tape.ts';

/** Elements on one tape before the next record begins another. */
const TAPE_ELEMENTS = 2_000;

export interface XmlParserOptions {
  readonly file: string;
  readonly layout: Layout;
  /** The steps from the root to a record. */
  readonly path: readonly XmlStep[];
  readonly namespaces: Namespaces;
  readonly positions: TextPositions;
}

/** Text in, records out: every element at the record path becomes one small tree. */
export class XmlParser implements XmlHandler {
  #records: SourceRecord[] = [];
  #count = 0;
  readonly #options: XmlParserOptions;
  readonly #reader: XmlReader;
  readonly #context = new XmlContext();
  readonly #survey = new XmlSurvey();
  /** Names from the root to the element at hand; how many of them agree with the record path. */
  readonly #names: string[] = [];
  #matched = 0;
  #tape = new XmlTape();
  /** The innermost open element of the record at hand, on the tape; -1 outside records. */
  #element = -1;
  #start = { unit: 0, byte: 0, line: 0 };
  /** Whether names are compared without their prefix. */
  readonly #isPlain: boolean;
  readonly #recordDepth: number;

  constructor(options: XmlParserOptions) {
    this.#options = options;
    this.#isPlain = options.namespaces === undefined;
    this.#recordDepth = options.path.length - 1;
    this.#reader = createXmlReader(this, {
      name: options.file,
      undeclaredPrefixes: this.#isPlain ? 'ignore' : 'refuse',
    });
  }

  write(block: TextBlock): void {
    const reader = this.#reader;
    this.#options.positions.enter(block, reader.consumed);
    reader.write(block.text);
    if (this.#element >= 0 && reader.consumed - this.#start.unit > XML_RECORD_LIMITS.record)
      this.#refuse('a record', XML_RECORD_LIMITS.record);
  }

  /** Ends the document; an element that was never closed is an error. Returns what there is to say of the file. */
  finish(): readonly Issue[] {
    this.#reader.close();
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

  open(name: XmlName, attributes: readonly XmlAttribute[]): void {
    const known = this.#isPlain ? name.local : name.expanded;
    if (this.#element >= 0) this.#openInside(known);
    else if (this.#isRecord(known)) this.#openRecord(known);
    else this.#openOutside(known);
    for (const attribute of attributes) this.#addAttribute(attribute);
  }

  text(text: string): void {
    const length = this.#element < 0 ? this.#context.addText(text) : this.#tape.addText(this.#element, text);
    if (length > XML_LIMITS.text) this.#refuse('a text', XML_LIMITS.text);
  }

  close(): void {
    const element = this.#element;
    if (element < 0) return this.#closeOutside();
    this.#element = this.#tape.close(element);
    if (this.#element < 0) this.#finishRecord(element);
  }

  #addAttribute({ uri, local, expanded, value }: XmlAttribute): void {
    const plain = this.#isPlain ? local : expanded;
    // Not to be taken for a `nil` of the vendor's own.
    const name = uri === XSI_NAMESPACE && local === 'nil' ? NIL : plain;
    if (this.#element < 0) this.#context.addAttribute(name, value);
    else this.#tape.addAttribute(this.#element, name, value);
  }

  #isRecord(name: string): boolean {
    const depth = this.#names.length;
    return depth === this.#recordDepth && this.#matched === depth && fits(this.#options.path[depth]!, name);
  }

  #openRecord(name: string): void {
    this.#context.enterElement();
    const unit = this.#reader.tagStart;
    this.#start = { unit, byte: this.#options.positions.byteAt(unit), line: this.#reader.tagLine };
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

  #closeOutside(): void {
    this.#context.close();
    this.#names.pop();
    if (this.#matched > this.#names.length) this.#matched = this.#names.length;
  }

  #finishRecord(element: number): void {
    const { file, layout, positions } = this.#options;
    const context = this.#context.snapshot();
    if (context === undefined) this.#refuse('values outside the records', XML_RECORD_LIMITS.contextValues);
    const data: XmlData = { tape: this.#tape, element, context };
    const bytes = [this.#start.byte, positions.byteAt(this.#reader.tagEnd)] as const;
    this.#count++;
    this.#records.push({ place: { file, row: this.#count, line: this.#start.line, bytes }, layout, data });
  }

  #refuse(what: string, limit: number): never {
    throw createError('xml.limit', {
      values: { file: this.#options.file, line: this.#reader.tagLine, what, limit },
    });
  }
}

function fits(step: XmlStep, name: string): boolean {
  return step.name === '*' || step.name === name;
}
