const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const PERMANENT_UPN = /^[A-HJ-NP-RT-Z]\d{12}$/;

/** Whether ten digits are a possible NHS number: modulus 11, and not one digit repeated. */
export function isNhsNumber(value: string): boolean {
  if (!/^\d{10}$/.test(value) || /^(\d)\1{9}$/.test(value)) return false;
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += (value.charCodeAt(at) - 48) * (10 - at);
  const check = 11 - (sum % 11);
  return (check === 11 ? 0 : check) === value.charCodeAt(9) - 48;
}

/** Whether the value is a permanent UPN with its right check letter; a temporary one tells nobody apart. */
export function isPermanentUpn(value: string): boolean {
  if (!PERMANENT_UPN.test(value)) return false;
  let sum = 0;
  for (let at = 1; at < 13; at += 1) sum += (value.charCodeAt(at) - 48) * (at + 1);
  return UPN_LETTERS[sum % 23] === value[0];
}
