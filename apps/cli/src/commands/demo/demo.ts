import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { renderReport, type RunReport } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { loadMapping } from '../../inputs/load-mapping.ts';
import { openInputs } from '../../inputs/open-inputs.ts';
import { createPage } from '../../print/page.ts';
import { printReport } from '../../print/print-report.ts';
import type { Terminal } from '../../terminal.ts';
import { conductRun } from '../run/conduct-run.ts';
import { toRecipe } from '../run/to-recipe.ts';
import type { demoOptions } from './definition.ts';
import { EXPORTED_AT, NORTHMERE, samplesFolder, type SampleSystem } from './northmere.ts';
import { showChild } from './show-child.ts';

/** A whole directory in ten seconds: three systems in, one child out. */
export const demo: CommandRun<typeof demoOptions> = async ({ options }, realTerminal) => {
  const terminal = atExportDay(realTerminal);
  const page = createPage(terminal);
  const folder = await openFolder(options.dir);
  const server = await startReferenceServer({
    db: `sqlite:${join(folder, 'directory.sqlite')}`,
    sources: NORTHMERE.map(({ source }) => source),
    now: () => terminal.now().getTime(),
  });
  try {
    page.line(page.style.strong('ContactPoint, on forty invented children of a town called Northmere'));
    page.line();
    page.labelled('directory', server.url);
    page.labelled('folder', folder);
    for (const system of NORTHMERE) {
      const report = await feed(system, { server, folder, terminal });
      printReport(report, page);
      if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'report', ...report })}\n`);
    }
    const view = await showChild(server, terminal, page);
    if (options.json) terminal.machine.write(`${JSON.stringify({ type: 'view', view })}\n`);
  } finally {
    await server.close();
  }
  page.heading('To look at');
  page.table([
    ...NORTHMERE.map((system) => [`report of ${system.folder}`, reportFile(system, folder)]),
    ['rows set aside', join(folder, 'quarantine')],
    ['the database', join(folder, 'directory.sqlite')],
  ]);
  page.heading('To try on your own files');
  page.line(page.typed('  contactpoint help run'));
  return EXIT.done;
};

/** The samples are from one day; a directory refuses what is supplied from its future. */
function atExportDay(terminal: Terminal): Terminal {
  const startedAt = terminal.now().getTime();
  return { ...terminal, now: () => new Date(EXPORTED_AT + terminal.now().getTime() - startedAt) };
}

async function openFolder(named: string | undefined): Promise<string> {
  if (named === undefined) return mkdtemp(join(tmpdir(), 'contactpoint-demo-'));
  await mkdir(named, { recursive: true, mode: 0o700 });
  return resolve(named);
}

async function feed(
  system: SampleSystem,
  {
    server,
    folder,
    terminal,
  }: { readonly server: ReferenceServer; readonly folder: string; readonly terminal: Terminal },
): Promise<RunReport> {
  const { mapping, document } = await loadMapping(join(samplesFolder(), system.folder, 'mapping.yaml'));
  if (!mapping) throw createError('run.mapping-refused', { values: { count: 1, first: document.name } });
  const { url: baseUrl, credentials, credentialsFile = '' } = server;
  const target = { kind: 'directory', baseUrl, credentials, credentialsFile } as const;
  const choice = { words: [], settings: [] };
  const inputs = await openInputs(mapping, document, choice);
  const state = join(folder, `${system.folder}.state.sqlite`);
  const { report } = await conductRun(
    {
      mapping,
      inputs,
      target,
      recipe: toRecipe(document, { choice, target, state, inputs }),
      quarantine: join(folder, 'quarantine'),
      confirmed: [],
      workers: undefined,
      json: false,
    },
    terminal,
  );
  await writeFile(reportFile(system, folder), renderReport(report), { mode: 0o600 });
  return report;
}

function reportFile(system: SampleSystem, folder: string): string {
  return join(folder, `${system.folder}.html`);
}
