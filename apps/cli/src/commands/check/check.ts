import {
  checkMapping,
  type ExplainedRule,
  createMemorySource,
  type Mapping,
  type MappingTestResult,
} from '@contactpoint/adapter';
import type { CommandRun } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { findSettings, toSettings } from '../../inputs/find-settings.ts';
import { loadMapping, type MappingDocument } from '../../inputs/load-mapping.ts';
import { openInputs, openTables, type InputChoice } from '../../inputs/open-inputs.ts';
import { createPage, type Page } from '../../print/page.ts';
import { isError, printProblems, refuseMapping, writeProblems } from '../../print/print-problems.ts';
import { countOf } from '../../print/table.ts';
import type { checkOptions } from './definition.ts';

/** How many untested rules a terminal shows. */
const SHOWN_UNTESTED = 10;

/** Reads a mapping as a run would, runs its tests, and says everything that is wrong. */
export const check: CommandRun<typeof checkOptions> = async ({ words, options }, terminal) => {
  const page = createPage(terminal);
  const [word = '', ...files] = words;
  const { mapping, document, problems } = await loadMapping(word);
  if (!mapping) return refuseMapping(problems, terminal, options);
  const bindings = await openBindings(mapping, document, {
    words: files,
    settings: findSettings([mapping], options.set, terminal.env),
  });
  const found = await checkMapping(mapping, bindings);
  const all = [...problems, ...found.problems];
  if (all.some(isError)) return refuseMapping(all, terminal, options);
  printProblems(all, page);
  printTests(found.tests, mapping.file, page);
  printUntested(found.untested, page);
  if (options.json) {
    writeProblems(all, terminal);
    for (const test of found.tests) terminal.machine.write(`${JSON.stringify({ type: 'test', ...test })}\n`);
    for (const rule of found.untested)
      terminal.machine.write(`${JSON.stringify({ type: 'untested', ...rule })}\n`);
  }
  return found.tests.every(({ passed }) => passed) ? EXIT.done : EXIT.doneWithTrouble;
};

/** Without files every column that the mapping names counts as there. */
async function openBindings(mapping: Mapping, document: MappingDocument, choice: InputChoice) {
  if (choice.words.length > 0) return openInputs(mapping, document, choice);
  const names = [...mapping.inputs.keys()];
  return {
    sources: new Map(names.map((file) => [file, createMemorySource([], { file, open: true })])),
    tables: await openTables(mapping, document, new Map()),
    settings: toSettings(choice.settings),
  };
}

function printTests(tests: readonly MappingTestResult[], file: string, page: Page): void {
  const failed = tests.filter(({ passed }) => !passed);
  for (const { name, at, differences } of failed) {
    page.line();
    page.line(
      `${page.style.strong(`${file}:${at.line}:${at.column}`)}  ${page.style.bad('test failed')}  ${name}`,
    );
    for (const difference of differences) page.line(`  ${difference}`);
  }
  if (failed.length > 0) page.line();
  const passed = countOf(tests.length - failed.length, 'test');
  const verdict = failed.length > 0 ? `, ${countOf(failed.length, 'test')} failed` : '';
  const sign = failed.length > 0 ? page.style.bad('✗') : page.style.good('✓');
  page.line(`${sign} The mapping reads and fits. ${passed} passed${verdict}.`);
}

/** A test that no broken rule would fail is no test of that rule. */
function printUntested(rules: readonly ExplainedRule[], page: Page): void {
  if (rules.length === 0) return;
  page.heading(`No test would notice if ${rules.length === 1 ? 'this rule' : 'these rules'} broke`);
  for (const { at, sentence } of rules.slice(0, SHOWN_UNTESTED)) page.labelled(`line ${at.line}`, sentence);
  const more = rules.length - SHOWN_UNTESTED;
  if (more > 0) page.line(`  … and ${countOf(more, 'more rule')}`);
}
