import { isContactPointError } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireMediaType } from './media-type.ts';

function accepts(headers: Record<string, string>): boolean {
  try {
    requireMediaType(new Headers(headers), 'application/json');
    return true;
  } catch (error) {
    if (isContactPointError(error) && error.code === 'request.media-type') return false;
    throw error;
  }
}

describe('requireMediaType', () => {
  it.each<[given: string, want: boolean]>([
    ['application/json', true],
    ['APPLICATION/json', true],
    ['application/json; charset=utf-8', true],
    ['application/json;charset=UTF-8', true],
    ['application/json; charset="utf-8"', true],
    ['', false],
    ['text/plain', false],
    ['application/json\ta', false],
    ['application/json garbage', false],
    ['application/json, text/plain', false],
    ['application/json;', false],
    ['application/json; charset=utf-16', false],
    ['application/json; charset=utf-8; charset=utf-8', false],
    ['application/json; boundary=x', false],
    ['application/jsonp', false],
    ['application/problem+json', false],
    ['application /json', false],
  ])('of %j says %s', (given, want) => {
    expect(accepts({ 'content-type': given })).toBe(want);
  });

  it('refuses any content encoding', () => {
    for (const encoding of ['gzip', 'br', 'zstd', 'identity', 'gzip, gzip'])
      expect(accepts({ 'content-type': 'application/json', 'content-encoding': encoding })).toBe(false);
  });

  it('refuses whatever stands around the type', () => {
    const visible = fc.string({ unit: fc.constantFrom(...'abc/+;=" \t,'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(visible, visible, (before, after) => {
        // Blanks at the ends are no part of a header's value (RFC 9110, section 5.5).
        fc.pre(`${before}${after}`.trim() !== '');
        expect(accepts({ 'content-type': `${before}application/json${after}` })).toBe(false);
      }),
    );
  });
});
