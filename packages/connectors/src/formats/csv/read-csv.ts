import type { Layout, SourceBatch } from '@contactpoint/adapter';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { openText, type OpenedText } from '../../text/open-text.ts';
import type { ColumnLayout } from '../../columns/column-layout.ts';
import { CSV_DEFAULTS, type CsvOptions } from './csv-options.ts';
import { CsvParser } from './csv-parser.ts';

/** The CSV format with its options settled. */
export function createCsv(options: Partial<CsvOptions> = {}): Format {
  const settled: CsvOptions = { ...CSV_DEFAULTS, ...options };
  return {
    layout: (file) => readLayout(file, settled),
    read: (file, open) => readCsv(file, settled, open),
  };
}

/** Rows of a CSV file, a batch of up to a thousand at a time, with the rows that could not be read. */
export async function* readCsv(
  file: SourceFile,
  options: CsvOptions,
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const text = await openText(file.open(open), { file: file.name, encoding: options.encoding });
  const parser = createParser(file, text, options);
  let fileIssues = text.issues;
  for await (const chunk of text.chunks) {
    for (const batch of parser.push(chunk)) {
      yield { ...batch, issues: [...fileIssues, ...batch.issues] };
      fileIssues = [];
    }
  }
  for (const batch of parser.finish()) {
    yield { ...batch, issues: [...fileIssues, ...batch.issues] };
    fileIssues = [];
  }
}

async function readLayout(file: SourceFile, options: CsvOptions): Promise<Layout> {
  const text = await openText(file.open(), { file: file.name, encoding: options.encoding });
  const parser = createParser(file, text, options);
  for await (const chunk of text.chunks) {
    parser.push(chunk).next();
    if (parser.layout !== undefined) return parser.layout;
  }
  parser.finish().next();
  return parser.layout as ColumnLayout;
}

function createParser(file: SourceFile, text: OpenedText, options: CsvOptions): CsvParser {
  const { encoding, declared, start } = text;
  return new CsvParser({ file: file.name, encoding, declared, start }, options);
}
