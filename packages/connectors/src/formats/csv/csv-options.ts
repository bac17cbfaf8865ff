/** How one CSV is written; whatever is left out is found from the file or taken as stated. */
export interface CsvOptions {
  /** Found from the file where it is not given. */
  readonly delimiter?: string | undefined;
  /** Double quote where it is not given; undefined with `quotes: false`. */
  readonly quote: string | undefined;
  readonly header: boolean;
  /** Physical lines above the header: titles, dates of export. */
  readonly skipLines: number;
  readonly encoding?: string | undefined;
  readonly maxRecordBytes: number;
  /** Bytes scanned at a time; changes speed, never records. */
  readonly blockBytes: number;
}

/** What an input without options means. */
export const CSV_DEFAULTS: CsvOptions = {
  quote: '"',
  header: true,
  skipLines: 0,
  maxRecordBytes: 1024 * 1024,
  blockBytes: 256 * 1024,
};
