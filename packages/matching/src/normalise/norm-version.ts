/** Version of the normalisation; features of another version are made again from their record. */
export const NORM_VERSION = 2;
