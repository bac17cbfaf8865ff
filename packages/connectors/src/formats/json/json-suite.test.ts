import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import { createNdjson } from '../ndjson/read-ndjson.ts';
import { createJson } from './read-json.ts';

// Cases in the manner of JSONTestSuite: every way in which parsers of JSON were found to differ.

/** Accepted by every parser that keeps to RFC 8259. */
const ACCEPTED = [
  '[[]   ]', '[""]', '[]', '["a"]', '[false]', '[null, 1, "1", {}]', '[null]', '[1\n]', ' [1]', '[1,null,null,null,2]', '[2] ',
  '[123e65]', '[0e+1]', '[0e1]', '[ 4]', '[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]', '[20e1]',
  '[-0]', '[-123]', '[-1]', '[1E22]', '[1E-2]', '[1E+2]', '[123e45]', '[123.456e78]', '[1e-2]', '[1e+2]', '[123]', '[123.456789]',
  '{"asd":"sdf", "dfg":"fgh"}', '{"asd":"sdf"}', '{}', '{"":0}', '{"foo\\u0000bar": 42}', '{ "min": -1.0e+28, "max": 1.0e+28 }',
  '{"x":[{"id": "x"}], "id": "y"}', '{"a":[]}', '{"title":"\\u041f\\u043e\\u043b" }', '{\n"a": "b"\n}',
  '["\\u0060\\u012a\\u12AB"]', '["\\uD801\\udc37"]', '["\\ud83d\\ude39\\ud83d\\udc8d"]', '["\\"\\\\\\/\\b\\f\\n\\r\\t"]', '["\\\\u0000"]', '["\\""]',
  '["a/*b*/c/*d//e"]', '["\\\\a"]', '["\\\\n"]', '["\\u0012"]', '["\\uFFFF"]', '[ "asd"]', '["\u{10FFFF}"]', '["￿"]', '["\\u0000"]', '["\\u002c"]',
  '["π"]', '["𛿿"]', '["asd "]', '" "', '["\\uDBFF\\uDFFE"]', '["\\u0821"]', '["\\u0123"]', '["\u2028"]', '["\u2029"]', '["\\u0061\\u30af\\u30EA\\u30b9"]',
  '["new\\u00A0line"]', '["\x7f"]', '["\\uA66D"]', '["\\u005C"]', '["⍂㈴⍂"]', '["\\u200B"]', '["\\u2064"]', '["\\uFDD0"]', '["\\uFFFE"]', '["\\u0022"]',
  '["a\x7fa"]', 'false', '42', '-0.1', 'null', '"asd"', 'true', '""', '["a"]\n', '[true]', ' [] ', '[[[[]]],[[]]]',
]; // prettier-ignore

/** Refused by every parser that keeps to RFC 8259. */
const REFUSED = [
  '[1 true]', '["": 1]', '[""],', '[,1]', '[1,,2]', '["x",,]', '["x"]]', '["",]', '["x"', '[x', '[3[4]]', '[1:2]', '[,]', '[-]', '[   , ""]',
  '["a",\n4\n,1,', '[1,]', '["\va"\\f]', '[*]', '[1,\n1\n,1', '[{}', '[fals]', '[nul]', '[tru]', '[++1234]', '[+1]', '[+Inf]', '[-01]', '[-1.0.]', '[-2.]',
  '[-NaN]', '[.-1]', '[.2e-3]', '[0.1.2]', '[0.3e+]', '[0.3e]', '[0.e1]', '[0E+]', '[0E]', '[0e]', '[0e+]', '[1.0e+]', '[1.0e-]', '[1.0e]', '[1 000.0]', '[1eE2]',
  '[2.e+3]', '[2.e-3]', '[2.e3]', '[9.e+]', '[Inf]', '[NaN]', '[１]', '[1+2]', '[0x1]', '[0x42]', '[Infinity]', '[0e+-1]', '[-123.123foo]', '[-Infinity]', '[-foo]',
  '[- 1]', '[-012]', '[-.123]', '[-1x]', '[1ea]', '[1.]', '[.123]', '[1.2a-3]', '[1.8011670033376514H-308]', '[012]', '["x", truth]', '{[: "x"}', '{"x", null}',
  '{"x"::"b"}', '{🇨🇭}', '{"a":"a" 123}', '{key: \'value\'}', '{"id":0,}', '{:"b"}', '{"a" b}', '{"a":', '{"a"', '{1:1}', '{9999E9999:1}', '{null:null,null:null}',
  '{"id":0,,,,,}', "{'a':0}", '{"id":0,"}', '{"a":"b",,"c":"d"}', '{"a":"b"}/**/', '{"a":"b"}//', '{"a":"b"}/', '{"a":"b",', '{"a":"b"}#', '["\\uD800\\"]', '["\\uD800\\u"]',
  '["\\uD800\\u1"]', '["\\uD800\\u1x"]', '[é]', '["\\x00"]', '["\\\\\\"]', '["\\\t"]', '["\\🌀"]', '["\\"]', '["\\u00A"]', '["\\uqqqq"]', '["\\a"]', '[\\u0020"asd"]',
  '[\\n]', '"', "['single quote']", 'abc', '["\\', '["a\x00a"]', '["new\nline"]', '["\t"]', '"\\UA66D"', '""x', '<.>', '[<null>]', '[1]x', '["asd]', '[True]', '1]',
  '{"x": true,', '[][]', ']', '[', '2@', '{}}', '{"":', '{"a":/*comment*/"b"}', '{"a": true} "x"', "['", '[,', '{\'a\'', '*', '{"a":"b"}#{}', '[\\u000A""]', '["asd', '{"asd":"asd"',
  '[ false nul', '[⁠]', '[\f]', 'ａ', '{,', '{]', '[a', '["a"', '1 2', '//x', 'undefined', '-', '01', "'a'", 'nan', '{"a":1 "b":2}',
]; // prettier-ignore

/** Read by JSON.parse and refused here, each for a reason. */
const STRICTER: readonly (readonly [json: string, code: string])[] = [
  ['{"a":"b","a":"c"}', 'json.duplicate-member'],
  ['{"a":{"b":1,"b":1}}', 'json.duplicate-member'],
  ['["\\uD800"]', 'json.lone-surrogate'],
  ['["\\uDADA\\u0041"]', 'json.lone-surrogate'],
  ['{"\\uDFAA":0}', 'json.lone-surrogate'],
  ['['.repeat(500) + ']'.repeat(500), 'json.too-deep'],
];

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The case as the one record of a list, and as a line where it is one. */
function readings(json: string): readonly Promise<Reading>[] {
  const list = readAll(createJson(), createMemoryFile(encode(`[${json}]`), [5]), ['.']);
  return /[\n]/.test(json)
    ? [list]
    : [list, readAll(createNdjson(), createMemoryFile(encode(json), [5]), ['.'])];
}

const isRead = (reading: Reading): boolean =>
  reading.error === undefined && reading.unreadable.length === 0 && reading.records.length === 1;

describe('JSON as JSONTestSuite tries it', () => {
  it.each(ACCEPTED)('is read: %j', async (json) => {
    const value = JSON.parse(json) as unknown;
    for (const reading of await Promise.all(readings(json))) {
      expect(isRead(reading)).toBe(true);
      const found = reading.records[0]!.values[0];
      if (typeof value === 'number') expect(Number(found)).toBe(value);
      else if (typeof value === 'string' || typeof value === 'boolean') expect(found).toBe(String(value));
      else if (value === null) expect(found).toBeUndefined();
    }
  });

  it.each(REFUSED)('is refused: %j', async (json) => {
    expect(() => JSON.parse(json) as unknown).toThrow();
    // By itself: what ends a list early makes another list of it.
    const reading = await readAll(
      createNdjson(),
      createMemoryFile(encode(json.replaceAll('\n', ' \r')), [5]),
      ['.'],
    );
    expect(isRead(reading)).toBe(false);
  });

  it.each(STRICTER)('is refused beyond the standard: %j', async (json, code) => {
    expect(() => JSON.parse(json) as unknown).not.toThrow();
    for (const reading of await Promise.all(readings(json))) {
      expect([...reading.unreadable.map((row) => row.code), reading.error].filter(Boolean)).toEqual([code]);
    }
  });

  it.each([
    ['a byte that is no UTF-8', [0x22, 0xe9, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a letter cut short', [0x22, 0xe0, 0xff, 0x22]],
    ['a byte beyond Unicode', [0x22, 0xf4, 0xbf, 0xbf, 0xbf, 0x22]],
  ])('is refused with %s', async (_, bytes) => {
    for (const format of [createJson(), createNdjson()]) {
      const file = createMemoryFile(Uint8Array.from([0x5b, ...bytes, 0x5d]), [2]);
      expect(isRead(await readAll(format, file, ['.']))).toBe(false);
    }
  });
});
