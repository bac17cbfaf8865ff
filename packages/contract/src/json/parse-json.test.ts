import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEED } from '../../tests/test-run.ts';
import { JSON_DEPTH_LIMIT, parseJson } from './parse-json.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it.each([
    ['nothing', ''],
    ['a byte order mark', '\uFEFF{}'],
    ['NaN', '[NaN]'],
    ['a number that becomes infinite', '{"a":[1,-1e400]}'],
    ['a second value', '{}{}'],
    ['a comment', '{/**/}'],
    ['an unfinished string', '{"a":"'],
    ['a raw control character in a string', '"\u0001"'],
    ['more closing than opening', '[]]'],
  ])('refuses %s as not JSON', (_, text) => {
    expect(parseJson(text)).toEqual({ fault: 'notJson' });
  });

  it.each([
    ['not UTF-8', [0x22, 0xff, 0x22]],
    ['an overlong encoding', [0x22, 0xc0, 0xaf, 0x22]],
    ['UTF-16', [0x7b, 0, 0x7d, 0]],
    ['a UTF-8 byte order mark', [0xef, 0xbb, 0xbf, 0x7b, 0x7d]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('refuses bytes that are %s', (_, bytes) => {
    expect(parseJson(new Uint8Array(bytes))).toEqual({ fault: 'notJson' });
  });

  it.each([
    ['beside each other', '{"a":1,"a":1}'],
    ['deep inside', '{"a":[{"b":1,"c":{"d":1,"d":2}}]}'],
    ['one of them escaped', '{"a":1,"\\u0061":1}'],
    ['called __proto__', '{"__proto__":1,"__proto__":2}'],
  ])('refuses two members of one name, %s', (_, text) => {
    expect(parseJson(text)).toEqual({ fault: 'duplicateMember' });
  });

  it('reads nesting up to the limit and refuses what goes deeper, a million levels at once', () => {
    expect(parseJson(nested(JSON_DEPTH_LIMIT)).fault).toBeUndefined();
    expect(parseJson(nested(JSON_DEPTH_LIMIT + 1))).toEqual({ fault: 'tooDeep' });
    expect(parseJson('['.repeat(1_000_000))).toEqual({ fault: 'tooDeep' });
    expect(parseJson('[[1]]', { depthLimit: 1 })).toEqual({ fault: 'tooDeep' });
  });

  it('takes colons and braces inside strings for text', () => {
    expect(parseJson('{"a:{[":"\\":}]\\\\"}')).toEqual({ value: { 'a:{[': '":}]\\' } });
  });

  it('keeps __proto__ as data and changes no prototype', () => {
    const { value } = parseJson('{"__proto__":{"polluted":true}}') as { readonly value: object };
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });

  it(`reads whatever JSON.stringify writes, from text and bytes (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (given) => {
        const text = JSON.stringify(given);
        const want = { value: JSON.parse(text) as unknown };
        expect(parseJson(text)).toEqual(want);
        expect(parseJson(new TextEncoder().encode(text))).toEqual(want);
      }),
      { seed: SEED },
    );
  });
});
