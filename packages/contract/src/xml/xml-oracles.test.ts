import { readFileSync } from 'node:fs';
import { XmlCData, XmlDocument, XmlElement as LibxmlElement, XmlText, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { parseStringPromise, processors } from 'xml2js';
import { IS_LONG_RUN, LONG_TIMEOUT, SEED } from '../../tests/test-run.ts';
import { inventRecord } from '../suite/invent-record.ts';
import { createSeededRandom } from '../suite/seeded-random.ts';
import { writeRecordXml } from './record-xml.ts';
import { readXml, type XmlElement } from './xml-tree.ts';

const RECORDS = IS_LONG_RUN ? 10_000 : 300;
const xsd = XsdValidator.fromDoc(
  XmlDocument.fromBuffer(readFileSync(new URL('../../schema/contact-record-1.xsd', import.meta.url))),
);

function isValidByXsd(xml: string): boolean {
  using document = XmlDocument.fromString(xml);
  try {
    xsd.validate(document);
    return true;
  } catch {
    return false;
  }
}

describe('libxml2', () => {
  it(
    `finds every one of ${RECORDS} invented records valid by our XSD (seed ${SEED})`,
    { timeout: LONG_TIMEOUT },
    () => {
      const random = createSeededRandom(SEED);
      const invalid = Array.from({ length: RECORDS }, () => writeRecordXml(inventRecord(random))).filter(
        (xml) => !isValidByXsd(xml),
      );
      expect(invalid).toEqual([]);
    },
  );

  const valid = writeRecordXml({
    source: { system: 'wirral-ics', recordId: '1', suppliedAt: '2026-11-20T02:00:00Z' },
    operation: 'upsert',
    completeness: 'full',
    child: { gender: 'female', names: [{ family: 'Hartley', from: '2020-01-31' }] },
  });
  it.each([
    ['an unknown element', '<gender>female</gender>', '<gender>female</gender><caseNotes>x</caseNotes>'],
    ['a missing element', '<operation>upsert</operation>', ''],
    ['an unknown code', '<gender>female</gender>', '<gender>F</gender>'],
    ['an empty text', 'Hartley', ''],
    ['a blank text', 'Hartley', '  '],
    ['a line break in a text', 'Hartley', 'Hart&#10;ley'],
    ['a text that is too long', 'Hartley', 'x'.repeat(101)],
    ['a date that is none', '2020-01-31', '2020-02-31'],
    ['a date of another form', '2020-01-31', '31/01/2020'],
    ['a date with a time zone', '2020-01-31', '2020-01-31Z'],
    ['a source id with spaces', 'wirral-ics', 'wirral ics'],
    [
      'an empty list',
      '<names><name><family>Hartley</family><from>2020-01-31</from></name></names>',
      '<names/>',
    ],
  ])('refuses %s by our XSD', (_, from, to) => {
    expect(isValidByXsd(valid)).toBe(true);
    expect(valid).toContain(from);
    expect(isValidByXsd(valid.replace(from, to))).toBe(false);
  });
});

describe('libxml2 over broken documents', () => {
  it(
    `refuses what our reader refuses, and reads the rest alike (seed ${SEED})`,
    { timeout: LONG_TIMEOUT },
    () => {
      const random = createSeededRandom(SEED);
      const verdicts = { read: 0, refused: 0 };
      for (let count = 0; count < RECORDS * 10; count += 1) {
        const xml = withPieceChanged(writeRecordXml(inventRecord(random)).slice(0, 2_000) + '</x>', random);
        const [ours, theirs] = [
          verdictOf(() => outlineOf(readXml(xml, { name: 'x' }))),
          verdictOf(() => outlineByLibxml2(xml)),
        ];
        if (ours !== theirs) expect({ xml, ours }).toEqual({ xml, ours: theirs });
        verdicts[ours === 'refused' ? 'refused' : 'read'] += 1;
      }
      expect(Math.min(verdicts.read, verdicts.refused)).toBeGreaterThan(RECORDS / 10);
    },
  );
});

/** Pieces on which readers differ; processing instructions this binding of libxml2 does not show. */
const PIECES = [
  '<', '>', '&', '&amp;', '&#65;', '&#x41;', '&#0;', '&#xFFFE;', ']]>', '<![CDATA[', '<!--', '-->', '--', '<?xml?>', '"', "'", '=',
  '/', 'xmlns=""', 'xmlns:q="u"', ' a="1"', ' q:a="1"', '\u0000', '\u0001', '\t', '\r\n', '\uFFFE', 'é', '<b/>', '</b>', '<b>', ' ', '\u0085',
]; // prettier-ignore

function withPieceChanged(xml: string, random: () => number): string {
  const whole = balanced(xml);
  if (random() < 0.3) return whole;
  // Inside the root: libxml2 has opinions about what a namespace may be called.
  const start = whole.indexOf('>') + 1;
  const at = start + Math.floor(random() * (whole.length - start));
  const piece = PIECES[Math.floor(random() * PIECES.length)] ?? '';
  return whole.slice(0, at) + piece + whole.slice(at + Math.floor(random() * 3));
}

/** A document cut short, closed again. */
function balanced(xml: string): string {
  const cut = xml.slice(0, xml.lastIndexOf('<'));
  const text = cut.slice(0, Math.max(cut.lastIndexOf('>') + 1, cut.lastIndexOf('<')));
  const open: string[] = [];
  for (const [tag, closing, name] of text.matchAll(/<(\/?)([A-Za-z_][\w:.-]*)[^>]*>/g)) {
    if (closing === '/') open.pop();
    else if (!tag.endsWith('/>') && name !== undefined) open.push(name);
  }
  return (
    text +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  );
}

function verdictOf(read: () => Outline): string {
  try {
    return JSON.stringify(read());
  } catch {
    return 'refused';
  }
}

function outlineByLibxml2(xml: string): Outline {
  using document = XmlDocument.fromString(xml);
  return outlineOfNode(document.root);
}

function outlineOfNode(element: LibxmlElement): Outline {
  let text = '';
  const children: (readonly [string, Outline])[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof LibxmlElement) children.push([node.name, outlineOfNode(node)]);
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  return [text, children];
}

describe('xml2js', () => {
  it(
    `reads the same elements and texts as our reader (seed ${SEED})`,
    { timeout: LONG_TIMEOUT },
    async () => {
      const random = createSeededRandom(SEED);
      for (let count = 0; count < RECORDS; count += 1) {
        const xml = writeRecordXml(inventRecord(random));
        const theirs: unknown = await parseStringPromise(xml, {
          explicitRoot: false,
          ignoreAttrs: true,
          explicitChildren: true,
          preserveChildrenOrder: true,
          includeWhiteChars: true,
          charsAsChildren: false,
          tagNameProcessors: [processors.stripPrefix],
        });
        expect(outlineOfTheirs(theirs as Theirs)).toEqual(outlineOf(readXml(xml, { name: 'record.xml' })));
      }
    },
  );
});

type Outline = readonly [text: string, children: readonly (readonly [name: string, Outline])[]];

function outlineOf(element: XmlElement): Outline {
  return [element.text, element.children.map((child) => [child.local, outlineOf(child)] as const)];
}

interface Theirs {
  readonly _?: string;
  readonly $$?: readonly (Theirs & { readonly '#name': string })[];
}

function outlineOfTheirs(node: Theirs): Outline {
  return [node._ ?? '', (node.$$ ?? []).map((child) => [child['#name'], outlineOfTheirs(child)] as const)];
}
