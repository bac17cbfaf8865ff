/** An invented pupil. */
export interface Pupil {
  readonly id: string;
  readonly family: string;
  readonly born: string;
  readonly gender: string;
}
/** The pupil of this number. */
export const pupil = (number: number): Pupil => ({
  id: `P${number}`,
  family: `Invented${String.fromCharCode(97 + (number % 26))}${number}`,
  born: `20${10 + (number % 9)}-0${1 + (number % 9)}-1${number % 10}`,
  gender: number % 2 ? 'F' : 'M',
});

/** How mappings of pupils read `gender`. */
export const CODES = 'codes: { F: female, M: male }, otherwise: hold';
