import { expect, test } from 'vitest';
import { createTestTerminal } from '../../tests/test-terminal.ts';
import { createPage } from './page.ts';
import { printChild, toDateText, toNameText, type ShownChild } from './print-child.ts';

const child: ShownChild = {
  names: [
    { use: 'current', given: ['Niamh'], family: 'Murphy' },
    { use: 'former', given: ['Niamh'], family: 'Kelly' },
  ],
  dateOfBirth: { value: '2016-04-12', precision: 'day', status: 'known' },
  gender: 'female',
  addresses: [{ use: 'current', lines: ['29 Chapel Street'], town: 'Northmere', postcode: 'NM1 7DQ' }],
  carers: [
    { name: { given: ['Orla'], family: 'Murphy' }, relationship: 'mother', parentalResponsibility: true },
  ],
  involvements: [
    {
      id: '1',
      service: { category: 'earlyHelp', name: 'Early Help Hub' },
      from: '2024-01-08',
      to: '2024-06-30',
    },
    {
      id: '2',
      service: { category: 'education', organisation: { name: 'Brookside Primary School' } },
      practitioner: { name: { given: ['Tom'], family: 'Ashworth' }, role: 'Head of year' },
      contact: { telephone: ['+441632960220'], email: ['office@brookside.example'] },
      from: '2020-09-04',
      leadProfessional: true,
    },
  ],
};

const print = (shown: ShownChild) => {
  const terminal = createTestTerminal();
  printChild(shown, createPage(terminal));
  return terminal.people.text;
};

test('a child is who she is, and who works with her now before who did', () => {
  expect(print(child)).toBe(`  Niamh Murphy, born 12 April 2016
  former      Niamh Kelly
  gender      female
  lives at    29 Chapel Street, Northmere, NM1 7DQ
  carer       Orla Murphy

  School             Tom Ashworth, Head of year
                     Brookside Primary School
                     01632 960220 · office@brookside.example
                     since 4 September 2020 · lead professional

  Early help         Early Help Hub
                     8 January 2024 to 30 June 2024
`);
});

test('HOLD-01: relationship and parental responsibility are never shown', () => {
  expect(print(child)).not.toMatch(/mother|responsib/i);
});

test('a child with whom nobody works is said, not left empty', () => {
  const nobody = { names: [], addresses: [], carers: [], involvements: [] };
  expect(print(nobody)).toBe('  No name recorded\n\n  Nobody is recorded as working with this child.\n');
});

test.each([
  ['2014-03-09', '9 March 2014'],
  ['2014-03', 'March 2014'],
  ['2014', '2014'],
])('%s reads %s', (given, want) => expect(toDateText(given)).toBe(want));

test('a name cannot write to the terminal', () => {
  expect(toNameText({ given: ['A\u001b[2J'], family: 'B' })).toBe('A\u{FFFD}[2J B');
});
