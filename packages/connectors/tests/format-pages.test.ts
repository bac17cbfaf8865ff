import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMapping } from '@contactpoint/adapter';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { FORMATS, openFormat } from '../src/index.ts';

const PAGES = join(import.meta.dirname, '../../../docs/connectors');
const readPage = (id: string): string => readFileSync(join(PAGES, `${id}.md`), 'utf8');

/** The inputs that a page shows, one list for each example. */
function readExamples(id: string): readonly Readonly<Record<string, unknown>>[] {
  return [...readPage(id).matchAll(/^```yaml\n(.*?)^```/gms)].map(
    ([, text = '']) => (parse(text) as { readonly inputs: Readonly<Record<string, unknown>> }).inputs,
  );
}

describe.each(Object.keys(FORMATS))('the page of %s', (id) => {
  it('shows inputs that a mapping may have', async () => {
    const examples = readExamples(id);
    expect(examples.length).toBeGreaterThan(0);
    for (const inputs of examples) {
      const text = stringify({
        mapping: 1,
        name: 'Example',
        source: { system: 'example' },
        inputs,
        record: { each: Object.keys(inputs)[0], id: 'id' },
      });
      const { mapping, problems } = parseMapping(text, { file: `${id}.md` });
      expect(problems).toEqual([]);
      for (const input of mapping!.inputs.values()) await expect(openFormat(input)).resolves.toBeDefined();
    }
  });

  it('leads to errors that there are, and says what is read', () => {
    const page = readPage(id);
    const errors = readFileSync(join(PAGES, '../errors.md'), 'utf8');
    const codes = [...page.matchAll(/errors\.md#([a-z0-9.-]+)/g)].map((match) => match[1]!);
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect(errors).toContain(`id="${code}"`);
    expect(page.slice(page.indexOf('generated: end')).length).toBeGreaterThan(300);
  });
});
