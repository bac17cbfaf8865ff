/** Children above which a key says nothing: care homes, default dates of birth, the commonest names. */
export const DEFAULT_CAP = 100;
