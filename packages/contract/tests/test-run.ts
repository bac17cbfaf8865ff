/** Whether this is the long run of the tests, of which `npm run check` is made. */
export const IS_LONG_RUN = process.env['CONTACTPOINT_CHECK'] === '1';

/** The seed of this run's generated cases; `CONTACTPOINT_SEED` repeats one. Tests carry it in their names. */
export const SEED = Number(process.env['CONTACTPOINT_SEED']);

/** For tests over many generated cases, in milliseconds: the machine may be busy. */
export const LONG_TIMEOUT = 600_000;
