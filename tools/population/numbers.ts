/** The `index`-th of a row of valid NHS numbers; neighbours differ in one or two digits, as twins' often do. */
export function nthNhsNumber(index: number): string {
  for (let stem = 400_000_000 + index * 2; ; stem += 1) {
    const digits = String(stem);
    let sum = 0;
    for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at);
    const check = (11 - (sum % 11)) % 11;
    // A stem whose check would be 10 gives way to the next, which is nobody else's: indexes step by two.
    if (check < 10) return `${digits}${check}`;
  }
}

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** A valid permanent UPN of a school in authority 344, by its year and serial. */
export function toUpn(school: number, year: number, serial: number): string {
  const digits = `344${String(school).padStart(4, '0')}${String(year % 100).padStart(2, '0')}${String(serial % 1000).padStart(3, '0')}`;
  let sum = 0;
  for (let at = 0; at < 12; at += 1) sum += Number(digits[at]) * (at + 2);
  return `${LETTERS[sum % 23]}${digits}`;
}
