import { isContactPointError } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, parseJson } from './parse-json.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function codeOf(given: Uint8Array): string {
  try {
    parseJson(given);
  } catch (error) {
    if (isContactPointError(error)) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('parseJson refuses', () => {
  it.each<[name: string, given: Uint8Array, want: string]>([
    ['a body that is empty', bytes(''), 'request.not-json'],
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), 'request.not-json'],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'request.not-json'],
    ['an overlong encoding', new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), 'request.not-json'],
    ['UTF-16', new Uint8Array([0x7b, 0, 0x7d, 0]), 'request.not-json'],
    ['NaN', bytes('[NaN]'), 'request.not-json'],
    ['a second value', bytes('{}{}'), 'request.not-json'],
    ['a comment', bytes('{/**/}'), 'request.not-json'],
    ['an unfinished string', bytes('{"a":"'), 'request.not-json'],
    ['a member given twice', bytes('{"a":1,"a":1}'), 'request.duplicate-member'],
    [
      'a member given twice deep inside',
      bytes('{"a":[{"b":1,"c":{"d":1,"d":2}}]}'),
      'request.duplicate-member',
    ],
    ['a member given twice, once escaped', bytes('{"a":1,"\\u0061":1}'), 'request.duplicate-member'],
    ['__proto__ given twice', bytes('{"__proto__":1,"__proto__":2}'), 'request.duplicate-member'],
    [
      'nesting past the limit',
      bytes('['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1)),
      'request.too-deep',
    ],
    ['a million open brackets', bytes('['.repeat(1_000_000)), 'request.too-deep'],
  ])('%s', (_name, given, want) => {
    expect(codeOf(given)).toBe(want);
  });
});

describe('parseJson reads', () => {
  it.each<[name: string, given: string, want: unknown]>([
    ['colons, braces and quotes inside strings', '{"a:{[":"\\":}]\\\\"}', { 'a:{[': '":}]\\' }],
    ['nesting at the limit', '['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH), expect.any(Array)],
    ['names in any script', '{"náme":"Siân 中 🧒"}', { náme: 'Siân 中 🧒' }],
  ])('%s', (_name, given, want) => {
    expect(parseJson(bytes(given))).toEqual(want);
  });

  it('keeps __proto__ as data and changes no prototype', () => {
    const value = parseJson(bytes('{"__proto__":{"polluted":true}}')) as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
    expect('polluted' in value).toBe(false);
  });

  it('whatever JSON.stringify writes, as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(parseJson(bytes(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
