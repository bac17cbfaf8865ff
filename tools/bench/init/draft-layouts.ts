import { basename, extname, join } from 'node:path';
import {
  createMemorySource,
  draftMapping,
  type HandRow,
  type MappingDraft,
  type Source,
} from '@contactpoint/adapter';
import { openSource } from '@contactpoint/connectors/transports/file';
import type { CorpusLayout } from './corpus-layouts.ts';
import type { ExpectedPlace } from './judge-draft.ts';
import { SAMPLES } from '../../../packages/adapter/tests/sample-values.ts';
import type { SystemLayout, TableLayout } from '../../../packages/adapter/tests/vendor-layouts.ts';

/** An export that a draft is made of, and what is expected of the draft. */
export interface DraftedExport {
  readonly draft: MappingDraft;
  readonly sources: ReadonlyMap<string, Source>;
  readonly expected: readonly ExpectedPlace[];
}

const ROWS = 60;
/** Enough of a file to know its columns. */
const LOOKED_AT = 3000;

/** Drafts a mapping of a system's tables, filled with invented people. */
export async function draftLayout(system: SystemLayout): Promise<DraftedExport> {
  const tables = Object.entries(system);
  const sources = new Map(tables.map(([name, layout]) => [name, sourceOf(name, layout)] as const));
  const expected = tables.flatMap(([input, layout]) =>
    Object.entries(layout).map(([column, [, target]]) => ({ input, column, target })),
  );
  return { draft: await draftSources(sources), sources, expected };
}

/** Drafts a mapping of files of the corpus. */
export async function draftCorpus(folder: string, files: CorpusLayout): Promise<DraftedExport> {
  const sources = new Map<string, Source>();
  const expected: ExpectedPlace[] = [];
  for (const [file, targets] of Object.entries(files)) {
    const input = basename(file, extname(file)).replaceAll(/\W/g, '_').replace(/^(\d)/, 'input$1');
    const source = await openSource({ format: 'csv', options: {} }, [join(folder, file)]);
    sources.set(input, source);
    const columns = (await source.layouts()).flatMap(({ layout }) => layout.columns ?? []);
    expected.push(...columns.map((column) => ({ input, column, target: targets[column.trim()] })));
  }
  return { draft: await draftSources(sources), sources, expected };
}

function sourceOf(name: string, layout: TableLayout): Source {
  const columns = Object.keys(layout);
  const rows = Array.from({ length: ROWS }, (_, row): HandRow =>
    Object.fromEntries(columns.map((column) => [column, SAMPLES[layout[column]?.[0] ?? 'empty'](row)])),
  );
  return createMemorySource(rows, { file: `${name}.csv`, columns });
}

function draftSources(sources: ReadonlyMap<string, Source>): Promise<MappingDraft> {
  const inputs = [...sources].map(([name, source]) => ({ name, format: 'csv', file: `${name}.csv`, source }));
  return draftMapping(inputs, { system: 'drafted', rows: LOOKED_AT });
}
