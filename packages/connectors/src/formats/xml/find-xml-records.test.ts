import { describe, expect, it } from 'vitest';
import { createMemoryFile, describeFirst } from '../../../tests/memory-file.ts';
import { createXml } from './read-xml.ts';
import { findXmlRecords } from './find-xml-records.ts';

const fileOf = (text: string) => createMemoryFile(new TextEncoder().encode(text));

describe('findXmlRecords', () => {
  it.each([
    [
      'what repeats, not what repeats inside it',
      '<M><Header><Year>2026</Year></Header><Children><Child><Id>1</Id><Plan><D>1</D></Plan><Plan><D>2</D></Plan></Child><Child><Id>2</Id></Child></Children></M>',
      ['/M/Children/Child'],
    ],
    [
      'every kind of record, the largest first',
      '<E><Workers><W><N>a</N></W><W><N>b</N></W></Workers><People><P><A>1</A><B>2</B></P><P><A>1</A><B>2</B></P></People></E>',
      ['/E/People/P', '/E/Workers/W'],
    ],
    [
      'names without their prefixes',
      '<g:M xmlns:g="urn:g"><g:C><g:I>1</g:I></g:C><g:C><g:I>2</g:I></g:C></g:M>',
      ['/M/C'],
    ],
    [
      'the one record of a list that is named for it',
      '<M><Header><Source><A>1</A><B>2</B><C>3</C></Source></Header><Pupils><Pupil><UPN>1</UPN></Pupil></Pupils></M>',
      ['/M/Pupils/Pupil'],
    ],
    [
      'the one record of its list, though parts of it repeat',
      '<M><Children><Child><Id>1</Id><Plan><D>1</D></Plan><Plan><D>2</D></Plan></Child></Children></M>',
      ['/M/Children/Child'],
    ],
    ['no record in texts alone', '<M><A>1</A><A>2</A></M>', []],
  ])('finds %s', async (_name, text, paths) => {
    expect(await findXmlRecords(fileOf(text))).toEqual(paths);
  });
});

describe('the places of an XML record', () => {
  it.each([
    [
      'texts and attributes, by path',
      '<C id="1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"><N><Given>a</Given></N><Sex/></C>',
      new Set<string>(),
      { fields: ['@id', 'N/Given', 'Sex'], groups: [] },
    ],
    [
      'groups that repeat, and each of texts that do',
      '<C><A><T>1</T></A><A><T>2</T></A><L>1</L><L>2</L></C>',
      new Set<string>(),
      { fields: ['L', 'L[2]'], groups: ['A'] },
    ],
    [
      'a group that repeats in other records',
      '<C><As><A><T>1</T></A></As></C>',
      new Set(['As/A']),
      { fields: [], groups: ['As/A'] },
    ],
    [
      'no group where none counts',
      '<C><A><T>1</T></A><A><U>2</U></A></C>',
      undefined,
      { fields: ['A/T', 'A/U'], groups: [] },
    ],
  ])('are %s', async (_name, text, groups, want) => {
    expect(await describeFirst(createXml({ path: '/M/C' }), fileOf(`<M>${text}</M>`), groups)).toEqual(want);
  });
});
