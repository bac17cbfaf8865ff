import type { FieldReader, Layout, SourceRecord } from '@contactpoint/adapter';
import type { FieldSpan, FixedWidthOptions } from './fixed-width-options.ts';

/** What the layout finds in a record's `data`. */
export interface FixedWidthData {
  /** The text between two positions of the line, spaces at its end left out. */
  readonly take: (span: FieldSpan) => string;
  /** The same of the header that stood before; undefined where none did. */
  readonly takeFromHeader: ((span: FieldSpan) => string) | undefined;
}

/** How mappings address a fixed-width record: a field of the declared layout, or `header.` and one of its header. */
export class FixedWidthLayout implements Layout {
  readonly columns: readonly string[];
  readonly #options: FixedWidthOptions;

  constructor(options: FixedWidthOptions) {
    this.#options = options;
    this.columns = [...options.fields.keys()];
  }

  field(path: string): FieldReader | undefined {
    const span = this.#options.fields.get(path);
    if (span !== undefined) return (record) => dataOf(record).take(span);
    const { types } = this.#options;
    const inHeader = path.startsWith('header.')
      ? types?.headerFields.get(path.slice('header.'.length))
      : undefined;
    return inHeader && ((record) => dataOf(record).takeFromHeader?.(inHeader));
  }

  list(): undefined {
    return undefined;
  }
}

function dataOf(record: SourceRecord): FixedWidthData {
  return record.data as FixedWidthData;
}
