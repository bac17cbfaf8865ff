/**
 * Children up to which one key tells enough alone. Of a key that more share, only those children are looked at
 * that share another key with the record too: where nothing else speaks for a child, a key of many leaves it one
 * chance in as many, and a directory that grows would compare every record with ever more strangers.
 */
export const TELLING_ALONE = 4;
