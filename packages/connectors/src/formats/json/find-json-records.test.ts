import { describe, expect, it } from 'vitest';
import { createMemoryFile, describeFirst } from '../../../tests/memory-file.ts';
import { createJson } from './read-json.ts';
import { findJsonRecords } from './find-json-records.ts';

const fileOf = (text: string) => createMemoryFile(new TextEncoder().encode(text));

describe('findJsonRecords', () => {
  it.each([
    ['a list', '[{"a":1},{"a":2}]', { format: 'json', paths: ['.'] }],
    [
      'lists below the root, the longest first',
      '{"made":"2026","data":{"teams":[{"t":1}],"children":[{"a":1},{"a":2}]}}',
      { format: 'json', paths: ['data.children', 'data.teams'] },
    ],
    ['lines of records', '{"a":1}\n{"a":2}\n', { format: 'ndjson', paths: ['.'] }],
    [
      'one record that holds lists',
      '{"id":1,"name":"a","dob":"2014","contacts":[{"phone":"1"}]}',
      { format: 'json', paths: ['.'] },
    ],
    ['nothing in what is not JSON', 'a,b\n1,2\n', undefined],
  ])('finds %s', async (_name, text, found) => {
    expect(await findJsonRecords(fileOf(text))).toEqual(found);
  });
});

describe('the places of a JSON record', () => {
  it.each([
    [
      'texts by path, each of a list, names with signs of the path in quotes',
      '{"id":12345678901234567890,"name":{"given":["a","b"]},"a.b":"c","none":null}',
      new Set<string>(),
      { fields: ['id', 'name.given', 'name.given[1]', '"a.b"'], groups: [] },
    ],
    ['groups that repeat', '{"a":[{"t":1},{"t":2}]}', new Set<string>(), { fields: [], groups: ['a'] }],
    ['a list of one as what is in it', '{"a":[{"t":1}]}', new Set<string>(), { fields: ['a.t'], groups: [] }],
    [
      'a group that repeats in other records',
      '{"a":[{"t":1}]}',
      new Set(['a']),
      { fields: [], groups: ['a'] },
    ],
    ['no group where none counts', '{"a":[{"t":1},{"t":2}]}', undefined, { fields: ['a.t'], groups: [] }],
  ])('are %s', async (_name, text, groups, want) => {
    expect(await describeFirst(createJson(), fileOf(`[${text}]`), groups)).toEqual(want);
  });
});
