/** A date of birth, or most of one, beside names: what the children of a larger directory share by chance. */
const BY_DATE: ReadonlySet<string> = new Set(['dob-name', 'dob-family', 'year-names', 'day-names']);
const BY_DATE_LIMIT = 3;
const LIMIT = 8;

/**
 * Children that may share a key of this type and each be looked at for it alone. Of a key that more share, only
 * those are looked at that share another key with the record too: nothing else speaks for the others, the key
 * leaves each one chance in as many, and a directory that grows would compare every record with ever more
 * strangers.
 */
export const tellingAlone = (type: string): number => (BY_DATE.has(type) ? BY_DATE_LIMIT : LIMIT);
