export { describeCrypto } from './crypto-suite.ts';
export type { CryptoSuiteRunner } from './crypto-suite.ts';
