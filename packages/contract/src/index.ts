// Words
export type * from './types.ts';
// Errors
export { ContactPointError, isContactPointError } from './errors.ts';
export type { ContactPointErrorOptions, Recovery } from './errors.ts';
// Cryptography
export type { Crypto, KeyBytes } from './crypto.ts';
