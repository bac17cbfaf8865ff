import { describe, expect, it } from 'vitest';
import { parseMapping } from '../mapping/parse-mapping.ts';
import type { Mapping } from '../mapping/types.ts';
import { createMemorySource } from '../memory-source.ts';
import { compileMapping } from './compile-mapping.ts';

const DOCUMENT = `mapping: 1
name: Test
source: { system: test }
inputs: { rows: { format: csv } }
record: { each: rows, id: Id }
child:
  names: [{ given: [Forename], family: Surname }]
  addresses: [{ town: Town }]`;

/** What is said of this mapping over a file whose first line is this. */
async function problemsWith(firstLine: readonly string[], document = DOCUMENT) {
  const mapping = parseMapping(document, { file: 'mapping.yaml' }).mapping as Mapping;
  const source = createMemorySource([], { file: 'rows.csv', columns: firstLine });
  return compileMapping(mapping, { layouts: new Map([['rows', await source.layouts()]]) }).problems;
}

describe('columns that a file has not', () => {
  it('are named with those it has, when its first line is the header that the mapping speaks of', async () => {
    const problems = await problemsWith(['Id', 'Forename', 'Surname', 'Ort']);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['mapping.unknown-column', 8]]);
    expect(problems[0]?.suggestion).toContain('Id, Forename, Surname, Ort');
  });

  it('are said once, and nothing of the first line is told, when it may be somebody’s row', async () => {
    const problems = await problemsWith(['4711', 'Siân', 'O’Neill', 'Town']);
    expect(problems.map(({ code }) => code)).toEqual(['mapping.no-header']);
    expect(JSON.stringify(problems)).not.toMatch(/Siân|O’Neill|4711/);
    expect(problems[0]?.suggestion).toContain('#1 to #4');
  });

  it('are told with the words that may stand there as well', async () => {
    const document = `${DOCUMENT}\n  identifiers: [{ type: nhs, value: Id }]`;
    const problems = await problemsWith(['Id', 'Forename', 'Surname', 'Town'], document);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['mapping.unknown-column', 9]]);
    expect(problems[0]?.suggestion).toMatch(
      /^It is one of nhsNumber, upn, .*, or a column\. The columns are Id, /,
    );
  });

  it('are only still to be written where a draft left them open', async () => {
    const document = DOCUMENT.replace('id: Id', 'id: TODO');
    const problems = await problemsWith(['Id', 'Forename', 'Surname', 'Town'], document);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['mapping.to-do', 5]]);
  });

  it('by position need no header', async () => {
    const document = DOCUMENT.replace('id: Id', 'id: "#1"').replace('[Forename]', '["#2"]');
    const problems = await problemsWith(['4711', 'Siân', 'O’Neill', 'Leeds'], document);
    expect(problems.map(({ code }) => code)).toEqual(['mapping.no-header']);
  });
});
