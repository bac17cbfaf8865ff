import type { Gender } from '../types.ts';

/** The systems whose codes for sex or gender are known, by edition where an edition changed them. */
export type SexCodeSystem = keyof typeof SEX_CODES;

/**
 * What each system writes. The first code of a meaning is the one to write; the others are read too. Real files
 * mix editions in one column, so a mapping may have to name its codes itself.
 */
export const SEX_CODES = {
  /** e-GIF, LRS, HL7 v2 by ITK; CTF until 2022. */
  egif: { notKnown: ['0'], male: ['1'], female: ['2'], notSpecified: ['9'] },
  /** Children in Need census to 2023/24; 0 also for the unborn. */
  cin2023: { notKnown: ['0'], male: ['1'], female: ['2'], notSpecified: ['9'] },
  /** Children in Need census from 2024/25; U also for the unborn and indeterminate. */
  cin2024: { notKnown: ['U'], male: ['M'], female: ['F'] },
  /** Looked-after children return to 2023/24. */
  ssda9032023: { male: ['1'], female: ['2'] },
  /** Looked-after children return from 2024/25; U also for indeterminate. */
  ssda9032024: { notKnown: ['U'], male: ['M'], female: ['F'] },
  fhir: { notKnown: ['unknown'], male: ['male'], female: ['female'], notSpecified: ['other'] },
  hl7v2: { notKnown: ['U'], male: ['M'], female: ['F'], notSpecified: ['O', 'A', 'N'] },
  /** Standard safeguarding dataset. */
  ssd: { notKnown: ['00', 'unknown'], male: ['01', 'M'], female: ['02', 'F'], notSpecified: ['09', 'I'] },
} as const satisfies Record<string, Readonly<Partial<Record<Gender, readonly string[]>>>>;

type Codes = Readonly<Partial<Record<Gender, readonly string[]>>>;

/** What a system's code means; undefined for a code that it does not have. Case and spaces around do not matter. */
export function genderOfCode(system: SexCodeSystem, code: string): Gender | undefined {
  const wanted = code.trim().toUpperCase();
  const codes: Codes = SEX_CODES[system];
  const meanings = Object.entries(codes) as [Gender, readonly string[]][];
  return meanings.find(([, written]) => written.some((each) => each.toUpperCase() === wanted))?.[0];
}

/** The code that a system has for a gender; its "not known" where it cannot say "not specified". */
export function codeOfGender(system: SexCodeSystem, gender: Gender): string | undefined {
  const codes: Codes = SEX_CODES[system];
  return codes[gender]?.[0] ?? (gender === 'notSpecified' ? codes.notKnown?.[0] : undefined);
}
