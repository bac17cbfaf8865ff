import { describe, expect, it } from 'vitest';
import { isContactPointError } from '../errors.ts';
import { createError, ERRORS } from './error-catalogue.ts';
import { createIssue, fillText, ISSUES } from './issue-catalogue.ts';

describe('createIssue', () => {
  it('words an issue from the catalogue, with its values and place', () => {
    const place = { file: 'children.csv', row: 214 };
    expect(
      createIssue('record.too-long', { place, path: '/child/names/0/family', values: { limit: 100 } }),
    ).toEqual({
      code: 'record.too-long',
      severity: 'error',
      message: 'The text is longer than 100 characters.',
      suggestion: ISSUES['record.too-long'].suggestion,
      place,
      path: '/child/names/0/family',
    });
  });

  it('prefers a suggestion that is given', () => {
    expect(createIssue('record.empty', { suggestion: 'Ask.' }).suggestion).toBe('Ask.');
  });
});

describe('createError', () => {
  it('words an error from the catalogue, with what a machine may do about it', () => {
    const error = createError('xml.limit', {
      values: { file: 'a.xml', line: 3, what: 'a name', limit: 256 },
    });
    expect(isContactPointError(error)).toBe(true);
    expect(error).toMatchObject({
      code: 'xml.limit',
      message: 'a.xml, line 3: a name beyond the limit of 256.',
      recovery: 'abort',
      fixableBy: 'authority',
      docUrl: 'https://contactpoint.example/docs/errors#xml.limit',
    });
  });

  it('keeps its cause and says when to try again', () => {
    const cause = new Error('inner');
    const error = createError('directory.unavailable', { cause, retryAfterInMs: 500 });
    expect([error.cause, error.retryAfterInMs, error.recovery]).toEqual([cause, 500, 'retry']);
  });

  it('gives every status that the API answers with as one of an error', () => {
    const statuses = Object.values(ERRORS).flatMap((definition) =>
      'status' in definition ? [definition.status] : [],
    );
    expect(statuses.filter((status) => status < 400 || status > 599)).toEqual([]);
  });
});

describe('isContactPointError', () => {
  it('knows an error of another copy of the package by its brand', () => {
    expect(isContactPointError({ [Symbol.for('@contactpoint/error')]: true })).toBe(true);
    expect([new Error('x'), null, undefined, 'x', {}].map(isContactPointError)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('fillText', () => {
  it.each([
    ['{a} of {b}', { a: 1, b: 2 }, '1 of 2'],
    ['{a}', {}, '{a}'],
    ['{a}', { a: '{b}', b: 'x' }, '{b}'],
    ['{constructor}', {}, '{constructor}'],
    ['{__proto__}', {}, '{__proto__}'],
    ['$&', { a: '$&' }, '$&'],
  ])('of %j with %j', (text, values, want) => {
    expect(fillText(text, values)).toBe(want);
  });
});
