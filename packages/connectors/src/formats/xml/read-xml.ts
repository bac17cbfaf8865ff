import type { SourceBatch } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { decodeBlocks } from '../../text/decode-blocks.ts';
import { openText } from '../../text/open-text.ts';
import { TextPositions } from '../../text/text-positions.ts';
import { XmlLayout } from './xml-layout.ts';
import { XmlParser } from './xml-parser.ts';
import { parseXmlPath, type Namespaces, type XmlStep } from './xml-path.ts';

const BATCH_RECORDS = 64;

/** Where the records of an XML file stand, and how its names are compared. */
export interface XmlOptions {
  /** From the root to a record: `/Message/Children/Child`; `*` stands for any name. */
  readonly path: string;
  /** Prefixes of paths, `''` for names without one; where left out, names are compared without prefix. */
  readonly namespaces?: Namespaces;
  readonly encoding?: string | undefined;
  /** Bytes decoded at a time; changes speed, never records. */
  readonly blockBytes?: number;
}

/** The XML format with its options settled; throws `xml.bad-path` for a record path that is not understood. */
export function createXml(options: XmlOptions): Format {
  const path = parseRecordPath(options);
  const layout = new XmlLayout(options.namespaces);
  return {
    layout: () => Promise.resolve(layout),
    read: (file, open) => readXml(file, { ...options, steps: path, layout }, open),
  };
}

function parseRecordPath({ path, namespaces }: XmlOptions): readonly XmlStep[] {
  const parsed = parseXmlPath(path, namespaces);
  const isPlain = parsed?.isAbsolute === true && parsed.attribute === undefined && parsed.steps.length > 0;
  if (!isPlain || parsed.steps.some((step) => step.predicate !== undefined)) {
    throw createError('xml.bad-path', { values: { path } });
  }
  return parsed.steps;
}

/**
 * Elements at the record path, a batch of a few dozen at a time. What is not well-formed ends the file with
 * an error.
 */
async function* readXml(
  file: SourceFile,
  options: XmlOptions & { readonly steps: readonly XmlStep[]; readonly layout: XmlLayout },
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const { steps, layout, namespaces, encoding, blockBytes = 64 * 1024 } = options;
  const text = await openText(file.open(open), { file: file.name, encoding, findDeclared: findDeclaredXml });
  const positions = new TextPositions(text.encoding.family, text.start);
  const parser = new XmlParser({ file: file.name, layout, path: steps, namespaces, positions });
  let records: SourceBatch['records'][number][] = [];
  for await (const block of decodeBlocks(text, { file: file.name, blockBytes })) {
    parser.write(block);
    records.push(...parser.takeRecords());
    while (records.length >= BATCH_RECORDS)
      yield { records: records.splice(0, BATCH_RECORDS), unreadable: [], issues: [] };
  }
  const issues = [...text.issues, ...parser.finish()];
  records = records.concat(parser.takeRecords());
  if (records.length + issues.length > 0) yield { records, unreadable: [], issues };
}

/** The encoding that an XML declaration names, of a head with one character a byte. */
export function findDeclaredXml(head: string): string | undefined {
  return /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1];
}
