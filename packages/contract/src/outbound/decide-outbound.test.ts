import { describe, expect, it } from 'vitest';
import { decideConnection, decideOutbound, type OutboundRule } from './decide-outbound.ts';
import { scopeOfAddress } from './ip-address.ts';

const RULES: readonly OutboundRule[] = [
  { host: 'feeds.example' },
  { host: 'cms.northmere.example', port: 8443, networks: ['private'] },
  { host: '127.0.0.1', port: 9000, networks: ['loopback'], plain: true },
  { host: '::1', port: 9000, networks: ['loopback'], plain: true },
  { host: '169.254.169.254', networks: ['private', 'loopback', 'public'], plain: true },
  { host: '10.1.2.3' },
  { host: 'xn--bcher-kva.example' },
];

describe('decideOutbound', () => {
  it.each([
    ['https://feeds.example/export?page=2', 'feeds.example:443'],
    ['https://FEEDS.example./x', 'feeds.example:443'],
    ['https://cms.northmere.example:8443/', 'cms.northmere.example:8443'],
    ['http://127.0.0.1:9000/', '127.0.0.1:9000'],
    ['http://2130706433:9000/', '127.0.0.1:9000'],
    ['http://0x7f.1:9000/', '127.0.0.1:9000'],
    ['http://[::1]:9000/', '::1:9000'],
    ['https://bücher.example/', 'xn--bcher-kva.example:443'],
  ])('lets %s through to %s', (url, want) => {
    const decision = decideOutbound(url, RULES);
    expect(decision.allowed && `${decision.host}:${decision.port}`).toBe(want);
  });

  it.each([
    ['https://elsewhere.example/', 'notListed'],
    ['https://feeds.example.evil.example/', 'notListed'],
    ['https://feeds.example:8443/', 'notListed'],
    ['https://cms.northmere.example/', 'notListed'],
    ['https://127.0.0.1/', 'notListed'],
    ['https://localhost/', 'notListed'],
    ['https://[::ffff:7f00:1]/', 'notListed'],
    ['https://feeds.example@elsewhere.example/', 'credentials'],
    ['https://user:secret@feeds.example/', 'credentials'],
    ['http://feeds.example/', 'plain'],
    ['http://169.254.169.254/latest/meta-data', 'network'],
    ['https://10.1.2.3/', 'network'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://feeds.example/', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['//feeds.example/', 'notAnAddress'],
    ['https://', 'notAnAddress'],
    ['https://feeds.example:99999/', 'notAnAddress'],
    ['', 'notAnAddress'],
  ])('refuses %s: %s', (url, refusal) => {
    expect(decideOutbound(url, RULES)).toEqual({ allowed: false, refusal });
  });

  it('refuses everything when nothing is listed', () => {
    expect(decideOutbound('https://feeds.example/', []).allowed).toBe(false);
  });
});

describe('decideConnection', () => {
  it.each([
    ['203.0.114.7', {}, true],
    ['10.0.0.5', {}, false],
    ['10.0.0.5', { networks: ['private'] }, true],
    ['203.0.114.7', { networks: ['private'] }, false],
    ['127.0.0.1', { networks: ['private'] }, false],
    ['169.254.169.254', { networks: ['private', 'loopback', 'public'] }, false],
    ['::ffff:169.254.169.254', { networks: ['private', 'loopback', 'public'] }, false],
    ['not an address', { networks: ['private', 'loopback', 'public'] }, false],
  ] as const)('to %s under %j is %s', (address, rule, want) => {
    expect(decideConnection(address, { host: 'feeds.example', ...rule })).toBe(want);
  });
});

describe('scopeOfAddress', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['172.15.255.255', 'public'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'reserved'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'reserved'],
    ['224.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['::1', 'loopback'],
    ['::', 'reserved'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:a00:1', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:808:808::1', 'public'],
    ['2a00:1450:4009::200e', 'public'],
    ['2001:db8::1', 'reserved'],
    ['2001::1', 'reserved'],
    ['fd12:3456::1', 'private'],
    ['fe80::1%eth0', 'reserved'],
    ['ff02::1', 'reserved'],
    ['[::1]', 'loopback'],
  ])('of %s is %s', (address, want) => {
    expect(scopeOfAddress(address)).toBe(want);
  });

  it.each([
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '256.1.1.1',
    '0x7f.0.0.1',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '12345::',
    'g::',
    '',
  ])('is unknown for %j', (text) => {
    expect(scopeOfAddress(text)).toBeUndefined();
  });
});
