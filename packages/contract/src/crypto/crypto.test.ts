import { describe, expect, it } from 'vitest';
import { createBrowserCrypto } from './browser-crypto.ts';
import { createNodeCrypto } from './node-crypto.ts';
import { describeCrypto } from './suite/index.ts';

const equal = (actual: unknown, expected: unknown) => expect(actual).toEqual(expected);

for (const [name, create] of [
  ['on node:crypto', createNodeCrypto],
  ['in plain JavaScript', createBrowserCrypto],
] as const) {
  describe(name, () => describeCrypto({ describe, it, equal }, create));
}

describe('both implementations', () => {
  it('open what the other sealed and verify what the other signed', () => {
    const [node, browser] = [createNodeCrypto(), createBrowserCrypto()];
    const key = node.randomBytes(32);
    const [plain, aad] = [node.randomBytes(100), node.randomBytes(10)];
    expect(browser.open(key, node.seal(key, plain, aad), aad)).toEqual(plain);
    expect(node.open(key, browser.seal(key, plain, aad), aad)).toEqual(plain);
    expect(browser.verify(node.publicKey(key), plain, node.sign(key, plain))).toBe(true);
    expect(node.verify(browser.publicKey(key), plain, browser.sign(key, plain))).toBe(true);
  });
});
