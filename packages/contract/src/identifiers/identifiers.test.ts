import { describe, expect, it } from 'vitest';
import { ISSUES } from '../catalogue/issue-catalogue.ts';
import { parseEmailAddress } from './email-address.ts';
import { parseLaChildId } from './la-child-id.ts';
import { parseLaCode } from './la-code.ts';
import { parseLaestab } from './laestab.ts';
import { parseNationalInsuranceNumber } from './national-insurance-number.ts';
import { parseNhsNumber } from './nhs-number.ts';
import { parseOdsCode } from './ods-code.ts';
import type { Parsed } from './parsed.ts';
import { parsePostcode } from './postcode.ts';
import { parseOfstedUrn, parseSchoolUrn } from './school-urn.ts';
import { parseTelephoneNumber } from './telephone-number.ts';
import { parseUkprn } from './ukprn.ts';
import { parseUln } from './uln.ts';
import { parseUpn, parseUpnUnknownReason } from './upn.ts';
import { parseUprn } from './uprn.ts';

/** A supplied text and what becomes of it: the normal form of a valid one, otherwise the issue. */
type Case = readonly [supplied: string, want: string];
interface Table {
  readonly parse: (text: string) => Parsed;
  readonly cases: readonly Case[];
}

const REPDIGITS = Array.from('0123456789', (digit): Case => [digit.repeat(10), 'nhs-number.placeholder']);

const TABLES: Readonly<Record<string, Table>> = {
  parseNhsNumber: {
    parse: parseNhsNumber,
    cases: [
      ['9434765919', '9434765919'],
      ['943 476 5919', '9434765919'],
      ['943-476-5919', '9434765919'],
      [' 943\u00A0476\u20115919 ', '9434765919'],
      ['9000000009', '9000000009'],
      ['9000000017', '9000000017'],
      ['9000000025', '9000000025'],
      ['9000000033', '9000000033'],
      ['5900016374', '5900016374'],
      ['9449305552', '9449305552'],
      ['9434765870', '9434765870'],
      ['2083964527', '2083964527'],
      ['2618754778', '2618754778'],
      ['1000000001', '1000000001'],
      ['9912003888', '9912003888'],
      // The first two stand in official examples.
      ['9912003890', 'nhs-number.bad-check'],
      ['9219068409', 'nhs-number.bad-check'],
      ['1234567890', 'nhs-number.bad-check'],
      ['9000000015', 'nhs-number.bad-check'],
      ['1029384756', 'nhs-number.bad-check'],
      ['5647382910', 'nhs-number.bad-check'],
      ['1222222223', 'nhs-number.bad-check'],
      ...REPDIGITS,
      ['0123456789', 'nhs-number.placeholder'],
      ['9876543210', 'nhs-number.placeholder'],
      ['943476591', 'nhs-number.bad-format'],
      ['94347659190', 'nhs-number.bad-format'],
      ['943476591X', 'nhs-number.bad-format'],
      ['９４３４７６５９１９', 'nhs-number.bad-format'],
      ['', 'nhs-number.bad-format'],
    ],
  },
  parseUpn: {
    parse: parseUpn,
    cases: [
      ['J801200008001', 'J801200008001'],
      ['j801 2000 08001', 'J801200008001'],
      ['V80120000800A', 'V80120000800A'],
      ['X00180001701A', 'X00180001701A'],
      ['H801200001001', 'H801200001001'],
      ['A950000178301', 'A950000178301'],
      ['H243278544154', 'H243278544154'],
      ['X845212818005', 'X845212818005'],
      ['B933201018023', 'B933201018023'],
      ['X202400119005', 'X202400119005'],
      ['B20240011900A', 'B20240011900A'],
      ['P330200820456', 'P330200820456'],
      // A vendor's page works this one out to Q; its sum is 266, so P.
      ['B207000016049', 'upn.bad-check'],
      ['Q207000016049', 'upn.bad-check'],
      ['P207000016049', 'P207000016049'],
      ['A123456789123', 'upn.bad-check'],
      ['R247962919251', 'upn.bad-check'],
      ['X428558133462', 'upn.bad-check'],
      ['X98765432123B', 'upn.bad-check'],
      ['D051910639385', 'upn.bad-check'],
      ['Z80120000100A', 'upn.bad-check'],
      ['O013219285333', 'upn.bad-format'],
      ['I063784919257', 'upn.bad-format'],
      ['S034726069378', 'upn.bad-format'],
      ['J80120000800O', 'upn.bad-format'],
      ['X1234567898765', 'upn.bad-format'],
      ['UN1', 'upn.reason-instead'],
      ['un10', 'upn.reason-instead'],
      ['0000000000000', 'upn.placeholder'],
      ['XXXXXXXXXXXXX', 'upn.placeholder'],
      ['3fa9c1e07d', 'upn.bad-format'],
      ['', 'upn.bad-format'],
    ],
  },
  parseUpnUnknownReason: {
    parse: parseUpnUnknownReason,
    cases: [
      ['UN1', 'UN1'],
      [' un7 ', 'UN7'],
      ['UN10', 'UN10'],
      ['UN0', 'upn.unknown-reason'],
      ['UN11', 'upn.unknown-reason'],
      ['J801200008001', 'upn.unknown-reason'],
    ],
  },
  parseUln: {
    parse: parseUln,
    cases: [
      ['9276308686', '9276308686'],
      ['1964986809', '1964986809'],
      ['8383558804', '8383558804'],
      ['6936002314', '6936002314'],
      ['1026893096', '1026893096'],
      ['1000000000', '1000000000'],
      ['692 760 3088', 'uln.bad-check'],
      ['1234567890', 'uln.bad-check'],
      ['1234567089', 'uln.bad-check'],
      ['9875641231', 'uln.bad-check'],
      ['9999999999', 'uln.placeholder'],
      ['0276308686', 'uln.bad-format'],
      ['927630868', 'uln.bad-format'],
    ],
  },
  parseNationalInsuranceNumber: {
    parse: parseNationalInsuranceNumber,
    cases: [
      ['AB123456C', 'AB123456C'],
      ['ab 12 34 56 c', 'AB123456C'],
      ['AB123456', 'AB123456'],
      ['AB123456 ', 'AB123456'],
      ['AB123456E', 'national-insurance-number.bad-format'],
      ['DA123456A', 'national-insurance-number.bad-format'],
      ['AO123456A', 'national-insurance-number.bad-format'],
      ['BG123456A', 'national-insurance-number.bad-format'],
      ['ZZ123456A', 'national-insurance-number.bad-format'],
      ['TN010203F', 'national-insurance-number.placeholder'],
      ['AB12345C', 'national-insurance-number.bad-format'],
    ],
  },
  parseLaChildId: {
    parse: parseLaChildId,
    cases: [
      ['DfES-00_1', 'DfES-00_1'],
      [' 0042 ', '0042'],
      ['000000', 'la-child-id.placeholder'],
      ['a'.repeat(37), 'la-child-id.bad-format'],
      ['12/34', 'la-child-id.bad-format'],
      ['', 'la-child-id.bad-format'],
    ],
  },
  parseSchoolUrn: {
    parse: parseSchoolUrn,
    cases: [
      ['999999', '999999'],
      [' 100 000', '100000'],
      ['012345', 'urn.bad-format'],
      ['1234567', 'urn.bad-format'],
      ['SC123456', 'urn.bad-format'],
    ],
  },
  parseOfstedUrn: {
    parse: parseOfstedUrn,
    cases: [
      ['sc123456', 'SC123456'],
      ['1234567', '1234567'],
      ['999999', '999999'],
      ['XXXXXXX', 'urn.placeholder'],
      ['SC12345', 'urn.bad-format'],
    ],
  },
  parseLaestab: {
    parse: parseLaestab,
    cases: [
      ['2011234', '2011234'],
      ['201/1234', '2011234'],
      ['201 1234', '2011234'],
      ['2010000', 'laestab.placeholder'],
      ['201123', 'laestab.bad-format'],
    ],
  },
  parseLaCode: {
    parse: parseLaCode,
    cases: [
      ['344', '344'],
      ['001', '001'],
      ['943', '943'],
      ['999', 'la-code.placeholder'],
      ['000', 'la-code.placeholder'],
      ['214', 'la-code.unknown'],
      ['44', 'la-code.bad-format'],
      ['E08000015', 'la-code.bad-format'],
    ],
  },
  parseUkprn: {
    parse: parseUkprn,
    cases: [
      ['10012345', '10012345'],
      ['99999999', 'ukprn.placeholder'],
      ['20012345', 'ukprn.bad-format'],
      ['1001234', 'ukprn.bad-format'],
    ],
  },
  parseUprn: {
    parse: parseUprn,
    cases: [
      ['100012345678', '100012345678'],
      ['000012345678', '12345678'],
      ['0', 'uprn.placeholder'],
      ['999999999999', 'uprn.placeholder'],
      ['1.0', 'uprn.bad-format'],
      ['-1.0', 'uprn.bad-format'],
      ['-0.0', 'uprn.bad-format'],
      ['1000123456789', 'uprn.bad-format'],
    ],
  },
  parseOdsCode: {
    parse: parseOdsCode,
    cases: [
      ['Y06601', 'Y06601'],
      ['rh802', 'RH802'],
      ['RH8', 'RH8'],
      ['QYG', 'QYG'],
      ['EE123456', 'EE123456'],
      ['W12345', 'W12345'],
      ['V81999', 'ods-code.no-practice'],
      ['999999', 'ods-code.placeholder'],
      ['Y0', 'ods-code.bad-format'],
      ['The Surgery', 'ods-code.bad-format'],
    ],
  },
  parsePostcode: {
    parse: parsePostcode,
    cases: [
      ['M1 1AA', 'M1 1AA'],
      ['M60 1NW', 'M60 1NW'],
      ['CR2 6XH', 'CR2 6XH'],
      ['DN55 1PT', 'DN55 1PT'],
      ['W1A 1HQ', 'W1A 1HQ'],
      ['EC1A 1BB', 'EC1A 1BB'],
      ['SW1A2AA', 'SW1A 2AA'],
      ['bt62 4hl', 'BT62 4HL'],
      ['AB12  3DE', 'AB12 3DE'],
      ['AA11AA', 'AA1 1AA'],
      ['GIR 0AA', 'GIR 0AA'],
      ['bfpo 0057', 'BFPO 57'],
      ['ZZ99 3VZ', 'postcode.pseudo'],
      ['zz993wz', 'postcode.pseudo'],
      ['XXXX', 'postcode.placeholder'],
      ['nopostcode', 'postcode.placeholder'],
      ['NFA', 'postcode.placeholder'],
      ['QQ1 1AA', 'postcode.bad-format'],
      ['LS1288T', 'postcode.bad-format'],
      ['CH41 5EC', 'postcode.bad-format'],
      ['CH41', 'postcode.bad-format'],
      ['', 'postcode.bad-format'],
    ],
  },
  parseTelephoneNumber: {
    parse: parseTelephoneNumber,
    cases: [
      ['0151 496 0123', '+441514960123'],
      ['(0151) 496-0123', '+441514960123'],
      ['+44 (0)151 496 0123', '+441514960123'],
      ['(+44) 151 496 0123', '+441514960123'],
      ['0044 151 496 0123', '+441514960123'],
      ['1514960123', '+441514960123'],
      ['07700 900123', '+447700900123'],
      ['0800 1111', '+448001111'],
      ['0800 496 012', '+44800496012'],
      ['01632 960210 ext 4', '+441632960210;ext=4'],
      ['01632 960210 x12', '+441632960210;ext=12'],
      ['+353 1 496 0123', '+35314960123'],
      ['00 33 1 23 45 67 89', '+33123456789'],
      ['0', 'telephone.placeholder'],
      ['00000000000', 'telephone.placeholder'],
      ['01234567890', 'telephone.placeholder'],
      ['999', 'telephone.placeholder'],
      ['0116 123', 'telephone.bad-format'],
      ['04514960123', 'telephone.bad-format'],
      ['07700900123/07700900124', 'telephone.bad-format'],
      ['ask her mother', 'telephone.bad-format'],
      ['', 'telephone.bad-format'],
    ],
  },
  parseEmailAddress: {
    parse: parseEmailAddress,
    cases: [
      ['dana.whitlock@northmere.example', 'dana.whitlock@northmere.example'],
      [" Dana.O'Neill+duty@Northmere.EXAMPLE ", "Dana.O'Neill+duty@northmere.example"],
      ['siân@ysgol.example', 'siân@ysgol.example'],
      ['none', 'email.placeholder'],
      ['unknown@unknown.com', 'email.placeholder'],
      ['dana@northmere', 'email.bad-format'],
      ['dana@@northmere.example', 'email.bad-format'],
      ['dana whitlock@northmere.example', 'email.bad-format'],
      ['a@b.example; c@d.example', 'email.bad-format'],
      [`${'a'.repeat(65)}@northmere.example`, 'email.bad-format'],
      ['dana@northmere.example.', 'email.bad-format'],
    ],
  },
};

for (const [name, { parse, cases }] of Object.entries(TABLES)) {
  describe(name, () => {
    it.each(cases)('reads %j as %s', (supplied, want) => {
      const parsed = parse(supplied);
      expect(parsed.status === 'valid' ? parsed.value : parsed.issue).toBe(want);
      if (parsed.status === 'valid') expect(parse(parsed.value)).toEqual(parsed);
      else expect(parsed.supplied).toBe(supplied);
    });
  });
}

describe('every unusable identifier', () => {
  const issues = Object.values(TABLES)
    .flatMap(({ parse, cases }) => cases.map(([supplied]) => parse(supplied)))
    .filter((parsed) => parsed.status !== 'valid');

  it('has an issue that refuses no record', () => {
    expect(issues.filter(({ issue }) => ISSUES[issue].severity === 'error')).toEqual([]);
  });

  it('has the status that its issue names', () => {
    const statuses = new Map(issues.map(({ issue, status }) => [issue.replace(/^.*\./, ''), status]));
    expect(Object.fromEntries(statuses)).toEqual({
      'bad-format': 'badFormat',
      'bad-check': 'badCheck',
      placeholder: 'placeholder',
      pseudo: 'placeholder',
      'reason-instead': 'notApplicable',
      'no-practice': 'notApplicable',
      'unknown-reason': 'badFormat',
      unknown: 'badCheck',
    });
  });
});
