import type { SourceRecord, UnreadableRow } from '@contactpoint/adapter';
import { createError, createIssue, type Issue, type IssueCode, type Place } from '@contactpoint/contract';
import { JSON_DEPTH_LIMIT } from '@contactpoint/contract/json';
import type { OpenedText } from '../../text/open-text.ts';
import { rankEncodings } from '../../text/rank-encodings.ts';
import { JsonLayout, type JsonData } from './json-layout.ts';
import { readJsonValue } from './json-value.ts';
import type { JsonSlice } from './json-splitter.ts';

const RAW_BYTES = 64 * 1024;
const FAULT_CODES: Readonly<Record<string, IssueCode>> = {
  notJson: 'json.not-well-formed',
  tooDeep: 'json.too-deep',
  duplicateMember: 'json.duplicate-member',
  loneSurrogate: 'json.lone-surrogate',
};

/** Turns the bytes of one record after another into records and unreadable rows, counting them. */
export class JsonRecords {
  readonly layout = new JsonLayout();
  readonly #file: string;
  readonly #text: OpenedText;
  #count = 0;

  constructor(file: string, text: OpenedText) {
    this.#file = file;
    this.#text = text;
  }

  get count(): number {
    return this.#count;
  }

  /** The record of these bytes, or the row that is unreadable instead. */
  read(slice: JsonSlice): SourceRecord | UnreadableRow {
    const place = this.#placeOf(slice);
    const text = this.#decode(slice);
    if (text === undefined) {
      return refuse(
        slice,
        createIssue('file.undecodable', { place, values: { encoding: this.#text.encoding.name } }),
      );
    }
    const read = readJsonValue(text);
    if ('fault' in read) {
      return refuse(
        slice,
        createIssue(FAULT_CODES[read.fault]!, { place, values: { limit: JSON_DEPTH_LIMIT } }),
      );
    }
    return {
      place,
      layout: this.layout,
      data: { value: read.value, context: slice.context } satisfies JsonData,
    };
  }

  /** The row of a record that is longer than any may be. */
  refuseOversized(slice: JsonSlice, limit: number): UnreadableRow {
    return refuse(
      slice,
      createIssue('json.record-too-large', { place: this.#placeOf(slice), values: { limit } }),
    );
  }

  /** The place of the next record. */
  #placeOf({ start, end, line }: JsonSlice): Place {
    this.#count++;
    return {
      file: this.#file,
      row: this.#count,
      line,
      bytes: [start + this.#text.start, end + this.#text.start],
    };
  }

  /** The text of bytes that stand outside records; throws where they are none. */
  decodeOutside(slice: JsonSlice): string {
    const text = this.#decode(slice);
    if (text !== undefined) return text;
    const values = {
      file: this.#file,
      byte: slice.start + this.#text.start,
      encoding: this.#text.encoding.name,
    };
    throw createError('file.undecodable', { values });
  }

  #decode({ bytes, start, line }: JsonSlice): string | undefined {
    try {
      return this.#text.encoding.decode(bytes);
    } catch (cause) {
      if (this.#text.declared) return undefined;
      const candidates = rankEncodings(bytes).join(', ');
      const values = { file: this.#file, line, byte: start + this.#text.start, candidates };
      throw createError('file.encoding-undeclared', { values, cause });
    }
  }
}

function refuse({ bytes }: JsonSlice, issue: Issue): UnreadableRow {
  return { place: issue.place!, issue, raw: bytes.slice(0, RAW_BYTES) };
}
