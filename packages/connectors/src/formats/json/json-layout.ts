import type { FieldReader, Layout, ListReader, RecordPlaces, SourceRecord } from '@contactpoint/adapter';
import { describeJson } from './describe-json.ts';
import { parseJsonPath } from './json-path.ts';
import { findFirst, findValues, toList, toText } from './json-value.ts';

/** What the layout finds in a record's `data`. */
export interface JsonData {
  readonly value: unknown;
  /** What stood in the document before the records. */
  readonly context: unknown;
}

/** How mappings address JSON records: `name[0].family`, `identifier[system=nhs].value`, `$.header.year`. */
export class JsonLayout implements Layout {
  readonly columns = undefined;

  /** Of several values at the path the first is read. */
  field(text: string): FieldReader | undefined {
    const path = parseJsonPath(text);
    if (path === undefined) return undefined;
    const { steps, isAbsolute } = path;
    return (record) => {
      const { value, context } = record.data as JsonData;
      return toText(findFirst(isAbsolute ? context : value, steps));
    };
  }

  describe(record: SourceRecord, groups: ReadonlySet<string> | undefined): RecordPlaces {
    return describeJson((record.data as JsonData).value, groups);
  }

  list(text: string): ListReader | undefined {
    const path = parseJsonPath(text);
    if (path === undefined || path.isAbsolute || path.steps.length === 0) return undefined;
    return (record) => {
      const { value, context } = record.data as JsonData;
      const outer = record.place.column === undefined ? '' : `${record.place.column}.`;
      const items = findValues(value, path.steps).flatMap(toList);
      return items.map((item, index): SourceRecord => {
        const place = { ...record.place, column: `${outer}${text}[${index}]` };
        return { place, layout: this, data: { value: item, context } satisfies JsonData };
      });
    };
  }
}
