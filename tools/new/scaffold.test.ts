import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { KINDS, scaffold, type Kind } from './scaffold.ts';

const ROOT = join(import.meta.dirname, '../..');
const registryOf = (kind: Kind): string =>
  `packages/connectors/src/${kind === 'format' ? '' : 'transports/'}registry.ts`;
const begin = (kind: Kind, id: string): Readonly<Record<string, string>> =>
  scaffold(kind, id, readFileSync(join(ROOT, registryOf(kind)), 'utf8'));

describe.each(KINDS)('npm run new -- %s', (kind) => {
  it('writes the files that every one of its kind has, and a line of the registry', () => {
    const files = begin(kind, 'scratch-name');
    const folder = `packages/connectors/src/${kind}s/scratch-name`;
    const own = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
    expect(own.map((path) => path.slice(folder.length + 1))).toEqual(
      expect.arrayContaining(['definition.ts', 'index.ts', expect.stringMatching(/\.test\.ts$/) as unknown]),
    );
    const before = readFileSync(join(ROOT, registryOf(kind)), 'utf8').split('\n');
    const added = files[registryOf(kind)]!.split('\n').filter((line) => !before.includes(line));
    expect(added).toEqual([
      expect.stringMatching(/^ {2}'scratch-name': \(\) => import\('.*scratch-name\/definition\.ts'\),$/),
    ]);
  });

  // A compiler run takes seconds: left to `npm run check`.
  it.runIf(process.env.CONTACTPOINT_CHECK === '1')('writes code that compiles as it stands', () => {
    const files = new Map(
      Object.entries(begin(kind, 'scratch-name')).map(([path, text]) => [join(ROOT, path), text]),
    );
    const roots = [...files.keys()].filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
    const options: ts.CompilerOptions = {
      ...ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), (path) => readFileSync(path, 'utf8')).config
        .compilerOptions,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
      lib: ['lib.esnext.d.ts'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      composite: false,
      noEmit: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
    };
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    const folders = new Set([...files.keys()].map(dirname));
    const { directoryExists } = host;
    host.directoryExists = (path) => folders.has(path) || directoryExists?.call(host, path) === true;
    host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
    host.readFile = (path) => files.get(path) ?? readFile.call(host, path);
    host.getSourceFile = (...[path, language, ...rest]) => {
      const text = files.get(path);
      return text === undefined
        ? getSourceFile.call(host, path, language, ...rest)
        : ts.createSourceFile(path, text, language);
    };
    const program = ts.createProgram(roots, options, host);
    const found = roots.flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  it('leaves no instruction of its own behind', () => {
    for (const text of Object.values(begin(kind, 'scratch-name')))
      expect(text).not.toMatch(/todo|fixme|replace this|template/i);
  });

  it.each(['Scratch', 'scratch_name', '../x', '', '1st'])('refuses the id %j', (id) => {
    expect(() => begin(kind, id)).toThrow('is no id');
  });

  it('refuses an id that is taken', () => {
    const taken = readdirSync(join(ROOT, `packages/connectors/src/${kind}s`)).find(
      (name) => name !== 'file' && !name.includes('.'),
    );
    expect(() => begin(kind, taken!)).toThrow('is registered already');
  });
});
