import { describe, expect, it } from 'vitest';
import { IS_LONG_RUN, LONG_TIMEOUT, SEED } from '../../tests/test-run.ts';
import { inventText } from '../suite/invent-text.ts';
import { createSeededRandom } from '../suite/seeded-random.ts';
import type { IdentifierType } from '../types.ts';
import { parseEmailAddress } from './email-address.ts';
import { parseLaCode } from './la-code.ts';
import { parseLaestab } from './laestab.ts';
import { formatNhsNumber, parseNhsNumber } from './nhs-number.ts';
import { parseOdsCode } from './ods-code.ts';
import type { Parsed } from './parsed.ts';
import { parseIdentifier } from './parse-identifier.ts';
import { parsePostcode } from './postcode.ts';
import { parseOfstedUrn } from './school-urn.ts';
import { formatTelephoneNumber, parseTelephoneNumber } from './telephone-number.ts';
import { classifyTenDigitNumber } from './ten-digit-number.ts';
import { parseUkprn } from './ukprn.ts';
import { parseUln } from './uln.ts';
import { isTemporaryUpn, parseUpn } from './upn.ts';
import { parseUprn } from './uprn.ts';

const TYPES: readonly IdentifierType[] = [
  'nhsNumber', 'upn', 'formerUpn', 'uln', 'laChildId', 'localId', 'urn', 'nationalInsuranceNumber',
]; // prettier-ignore
const PARSERS: Readonly<Record<string, (text: string) => Parsed>> = {
  ...Object.fromEntries(TYPES.map((type) => [type, (text: string) => parseIdentifier(type, text)])),
  ofstedUrn: parseOfstedUrn,
  laestab: parseLaestab,
  laCode: parseLaCode,
  ukprn: parseUkprn,
  uprn: parseUprn,
  odsCode: parseOdsCode,
  postcode: parsePostcode,
  email: parseEmailAddress,
  telephone: parseTelephoneNumber,
};

const SAMPLES = [
  '9434765919', '9276308686', 'J801200008001', 'V80120000800A', 'AB123456C', '999101', 'SC123456', '2011234', '344',
  '10012345', '100012345678', 'RH802', 'CH41 5EU', 'BFPO 57', '0151 496 0123', '+44 7700 900123', 'dana@northmere.example',
]; // prettier-ignore
/** A million in the long run. */
const TEXTS = IS_LONG_RUN ? 1_000_000 : 20_000;

describe(`identifiers (seed ${SEED})`, { timeout: LONG_TIMEOUT }, () => {
  it(`of ${TEXTS} random texts: none throws, every valid one reads as itself again`, () => {
    const random = createSeededRandom(SEED);
    const unstable: string[] = [];
    const seen = new Set<string>();
    for (let count = 0; count < TEXTS; count += 1) {
      const text = random() < 0.5 ? inventText(random) : withPieceInside(pick(SAMPLES, random), random);
      for (const [name, parse] of Object.entries(PARSERS)) {
        const parsed = parse(text);
        if (parsed.status !== 'valid') continue;
        seen.add(name);
        const again = parse(parsed.value);
        if (again.status !== 'valid' || again.value !== parsed.value) unstable.push(`${name} ${text}`);
      }
    }
    expect(unstable).toEqual([]);
    expect([...seen].sort()).toEqual(Object.keys(PARSERS).sort());
  });

  it('catches every change of one digit and every swap of neighbours in an NHS number', () => {
    const random = createSeededRandom(SEED);
    const missed = inventTenDigits(random, 500)
      .filter((number) => parseNhsNumber(number).status === 'valid')
      .flatMap((number) => [...withOneDigitChanged(number), ...withNeighboursSwapped(number)])
      .filter((number) => parseNhsNumber(number).status === 'valid');
    expect(missed).toEqual([]);
  });

  it('never takes one number for both an NHS number and a ULN', () => {
    const numbers = inventTenDigits(createSeededRandom(SEED), 50_000);
    const both = numbers.filter((number) => isValid(parseNhsNumber(number)) && isValid(parseUln(number)));
    expect(both).toEqual([]);
    expect(numbers.some((number) => classifyTenDigitNumber(number)?.type === 'uln')).toBe(true);
    expect(classifyTenDigitNumber('9434765919')).toEqual({ type: 'nhsNumber', value: '9434765919' });
    expect(classifyTenDigitNumber('9276308686')).toEqual({ type: 'uln', value: '9276308686' });
    expect(classifyTenDigitNumber('1234567890')).toBeUndefined();
  });

  it('finds one right check letter for any twelve characters of a UPN', () => {
    const random = createSeededRandom(SEED);
    for (const digits of inventTenDigits(random, 500)) {
      const rest = `${digits}0${'0123456789ABC'.charAt(Math.floor(random() * 13))}`;
      const fitting = [...'ABCDEFGHJKLMNPQRTUVWXYZ'].filter((letter) => isValid(parseUpn(letter + rest)));
      expect(fitting).toHaveLength(1);
    }
  });
});

describe('helpers of valid identifiers', () => {
  it('group an NHS number as people read it out', () => {
    expect(formatNhsNumber('9434765919')).toBe('943 476 5919');
  });

  it('tell temporary pupil numbers from permanent ones', () => {
    expect([isTemporaryUpn('J801200008001'), isTemporaryUpn('V80120000800A')]).toEqual([false, true]);
  });

  it.each([
    ['+441514960123', '0151 496 0123'],
    ['+447700900123', '07700 900123'],
    ['+441632960210;ext=4', '01632 960210 x4'],
    ['+35314960123', '+35314960123'],
  ])('write %s as %s', (value, want) => {
    expect(formatTelephoneNumber(value)).toBe(want);
  });
});

function pick(choices: readonly string[], random: () => number): string {
  return choices[Math.floor(random() * choices.length)] ?? '';
}

function withPieceInside(sample: string, random: () => number): string {
  if (random() < 0.2) return sample;
  const at = Math.floor(random() * (sample.length + 1));
  return sample.slice(0, at) + inventText(random).slice(0, 2) + sample.slice(at + Math.floor(random() * 2));
}

function isValid(parsed: Parsed): boolean {
  return parsed.status === 'valid';
}

function inventTenDigits(random: () => number, count: number): readonly string[] {
  return Array.from({ length: count }, () => String(Math.floor(random() * 9e9) + 1e9));
}

function withOneDigitChanged(number: string): readonly string[] {
  return [...number].flatMap((digit, index) =>
    [...'0123456789']
      .filter((other) => other !== digit)
      .map((other) => number.slice(0, index) + other + number.slice(index + 1)),
  );
}

function withNeighboursSwapped(number: string): readonly string[] {
  return [...number.slice(1)]
    .map((digit, index) => number.slice(0, index) + digit + number[index] + number.slice(index + 2))
    .filter((swapped) => swapped !== number);
}
