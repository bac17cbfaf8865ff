/** Files to write, by path from the root. */
export type Scaffold = Readonly<Record<string, string>>;

/** What can be begun with `npm run new`. */
export const KINDS = ['format', 'transport'] as const;
export type Kind = (typeof KINDS)[number];

const ID_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * The files of a new format or transport: code that does nothing yet, a fixture that expects a record, and its
 * line in the registry. The tests that hold every connector fail until it is finished. `registry` is the text of
 * the registry as it stands.
 */
export function scaffold(kind: Kind, id: string, registry: string): Scaffold {
  if (!ID_PATTERN.test(id)) throw new Error(`${id} is no id: write small letters, digits and hyphens.`);
  const line = `'${id}': () => import('./${kind === 'format' ? 'formats/' : ''}${id}/definition.ts'),`;
  const path = `packages/connectors/src/${kind}s/${id}`;
  const registryPath = `packages/connectors/src/${kind === 'format' ? '' : 'transports/'}registry.ts`;
  const files = kind === 'format' ? formatFiles(path, id) : transportFiles(path, id);
  return { ...files, [registryPath]: addLine(registry, kind, line) };
}

function formatFiles(path: string, id: string): Scaffold {
  const name = toPascal(id);
  return {
    [`${path}/read-${id}.ts`]: `import type { Layout, SourceBatch } from '@contactpoint/adapter';
import { createIssue } from '@contactpoint/contract';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { openText } from '../../text/open-text.ts';

/** How one ${id} file is written. */
export interface ${name}Options {
  readonly encoding?: string | undefined;
}

/** The ${id} format with its options settled. */
export function create${name}(options: ${name}Options = {}): Format {
  const layout: Layout = { columns: undefined, field: () => undefined, list: () => undefined };
  return {
    layout: () => Promise.resolve(layout),
    read: (file, open) => read${name}(file, options, open),
  };
}

/** Records of a ${id} file, up to a thousand at a time. */
async function* read${name}(
  file: SourceFile,
  { encoding }: ${name}Options,
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const text = await openText(file.open(open), { file: file.name, encoding });
  for await (const chunk of text.chunks) void chunk;
  yield { records: [], unreadable: [], issues: [createIssue('file.no-records', { place: { file: file.name } })] };
}
`,
    [`${path}/read-${id}.test.ts`]: `import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll } from '../../../tests/memory-file.ts';
import { create${name} } from './read-${id}.ts';

describe('${id} records', () => {
  it.each<[string, { given: string; want: readonly (readonly (string | undefined)[])[] }]>([
    ['one record', { given: '', want: [['1']] }],
  ])('are read from %s', async (_, { given, want }) => {
    const file = createMemoryFile(new TextEncoder().encode(given));
    const { records } = await readAll(create${name}(), file, ['id']);
    expect(records.map(({ values }) => values)).toEqual(want);
  });
});
`,
    [`${path}/definition.ts`]: `import type { FormatDefinition } from '../../format.ts';
import { create${name}, type ${name}Options } from './read-${id}.ts';

/** ${name}. */
export const definition: FormatDefinition = {
  id: '${id}',
  title: '${name}',
  description: '',
  mediaTypes: [],
  fileExtensions: ['${id}'],
  options: {
    encoding: { type: 'string', description: 'Encoding of the file, where it is not UTF-8.', examples: ['windows-1252'] },
  },
  required: [],
  example: { format: '${id}', file: 'children.${id}' },
  create: (options) => create${name}(options as ${name}Options),
};
`,
    [`${path}/index.ts`]: `export { definition } from './definition.ts';
export { create${name} } from './read-${id}.ts';
export type { ${name}Options } from './read-${id}.ts';
`,
    [`test-fixtures/${id}/minimal/input.${id}`]: '',
    [`test-fixtures/${id}/minimal/expected.json`]: '{\n  "records": [{ "id": "1" }]\n}\n',
  };
}

function transportFiles(path: string, id: string): Scaffold {
  const name = toPascal(id);
  return {
    [`${path}/${id}-feed.ts`]: `import type { Feed } from '../../feeds/feed.ts';
import type { TransportContext } from '../transport.ts';

/** What is fetched, and from where. */
export interface ${name}Options extends TransportContext {
  readonly url: string;
}

/** Hands over what there is, one delivery after another. */
export function create${name}Feed(options: ${name}Options): Feed {
  return {
    async *deliveries({ signal } = {}) {
      signal?.throwIfAborted();
      await options.state.load();
    },
    close: () => Promise.resolve(),
  };
}
`,
    [`${path}/${id}.test.ts`]: `import { describe, expect, it } from 'vitest';
import { createMemoryState } from '../../feeds/file-state.ts';
import { create${name}Feed } from './${id}-feed.ts';

describe('${id}', () => {
  it('hands over what a real server gives', async () => {
    const feed = create${name}Feed({ url: '', env: {}, state: createMemoryState(), now: () => 0, random: () => 0 });
    const names: string[] = [];
    for await (const delivery of feed.deliveries()) {
      names.push(delivery.file.name);
      await delivery.accept();
    }
    expect(names).toHaveLength(1);
  });
});
`,
    [`${path}/definition.ts`]: `import type { TransportDefinition } from '../transport.ts';
import { create${name}Feed } from './${id}-feed.ts';

/** ${name}. */
export const definition: TransportDefinition = {
  id: '${id}',
  title: '${name}',
  description: '',
  direction: 'pull',
  delivers: 'pages',
  options: {
    url: { type: 'string', description: 'Address.' },
  },
  required: ['url'],
  example: { transport: '${id}', format: 'csv', url: '' },
  create: (options, context) => Promise.resolve(create${name}Feed({ url: String(options['url']), ...context })),
};
`,
    [`${path}/index.ts`]: `export { definition } from './definition.ts';
export { create${name}Feed } from './${id}-feed.ts';
export type { ${name}Options } from './${id}-feed.ts';
`,
  };
}

/** Puts the line among those of the registry, in the order of ids. */
function addLine(registry: string, kind: Kind, line: string): string {
  const table = new RegExp(`(export const ${kind.toUpperCase()}S = \\{\\n)([^}]*)(\\})`);
  const id = (entry: string): string => entry.trim().replace(/^'?([\w-]+)'?:.*$/s, '$1');
  return registry.replace(table, (_, begin: string, entries: string, end: string) => {
    const lines = [...entries.split('\n').filter((entry) => entry.trim() !== ''), `  ${line}`];
    if (new Set(lines.map(id)).size < lines.length) throw new Error(`${id(line)} is registered already.`);
    return `${begin}${lines.sort((a, b) => (id(a) < id(b) ? -1 : 1)).join('\n')}\n${end}`;
  });
}

function toPascal(id: string): string {
  return id.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}
