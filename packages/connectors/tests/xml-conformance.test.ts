import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { createXml } from '../src/formats/xml/index.ts';
import { createMemoryFile, readAll } from './memory-file.ts';

/** The W3C XML Conformance Test Suite (20130923), where it is at hand: too large to be kept here. */
const SUITE = process.env.CONTACTPOINT_XMLCONF;

interface ConformanceTest {
  readonly id: string;
  readonly type: string;
  readonly file: string;
  readonly isOfNamespaces: boolean;
}

function listTests(suite: string): readonly ConformanceTest[] {
  const tests: ConformanceTest[] = [];
  const bases: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'TESTCASES') bases.push(attributes['xml:base'] ?? '');
    if (name !== 'TEST') return;
    const file = join(suite, 'xmlconf', ...bases, attributes['URI'] ?? '');
    const isOfNamespaces = (attributes['RECOMMENDATION'] ?? '').startsWith('NS');
    // Some were rules of the first four editions of XML 1.0 and are none of the fifth.
    if (!(attributes['EDITION'] ?? '5').includes('5')) return;
    tests.push({ id: attributes['ID'] ?? '', type: attributes['TYPE'] ?? '', file, isOfNamespaces });
  });
  parser.on('closetag', ({ name }) => void (name === 'TESTCASES' && bases.pop()));
  parser.on('error', () => undefined);
  parser.write(readFileSync(join(suite, 'cleaned/xmlconf-flattened.xml'), 'utf8')).close();
  return tests;
}

async function read({
  file,
  isOfNamespaces,
}: ConformanceTest): Promise<{ readonly error?: string; readonly hasDoctype: boolean }> {
  const bytes = readFileSync(file);
  const format = createXml({ path: '/*', namespaces: isOfNamespaces ? {} : undefined });
  const { error } = await readAll(format, createMemoryFile(bytes), []);
  const text = bytes.toString('latin1');
  return {
    ...(error !== undefined && { error }),
    hasDoctype: /<!DOCTYPE/.test(
      text.replaceAll('\0', '').replace(/<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>/gs, ''),
    ),
  };
}

describe.skipIf(SUITE === undefined)(
  `XML conformance${SUITE === undefined ? ' (CONTACTPOINT_XMLCONF names no folder)' : ''}`,
  () => {
    const tests = SUITE === undefined ? [] : listTests(SUITE);
    const ofType = (type: string): readonly ConformanceTest[] => tests.filter((test) => test.type === type);

    it('refuses all documents that are not well-formed', async () => {
      const passed: string[] = [];
      for (const test of ofType('not-wf')) {
        if ((await read(test)).error === undefined) passed.push(test.id);
      }
      expect(ofType('not-wf').length).toBeGreaterThan(900);
      expect(passed).toEqual([]);
    });

    it('refuses every DOCTYPE as such, and reads every valid document without one', async () => {
      const wrong: string[] = [];
      let read_ = 0;
      for (const test of [...ofType('valid'), ...ofType('invalid')]) {
        const { error, hasDoctype } = await read(test);
        if (!hasDoctype && error === undefined) read_++;
        const isRight = hasDoctype ? error !== undefined : error === undefined;
        if (!isRight) wrong.push(`${test.id} ${error}`);
      }
      expect(wrong).toEqual([]);
      expect(read_).toBeGreaterThan(5);
    });
  },
);
