import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A certificate with its key, as PEM. */
export interface Credentials {
  readonly cert: string;
  readonly key: string;
}

/** An authority made for one test, and what it signs. */
export interface TestAuthority {
  readonly ca: string;
  /** A certificate for this name, good for server and client. */
  issue(name: string): Credentials;
}

const ECDSA_WITH_SHA256 = oid(1, 2, 840, 10045, 4, 3, 2);
const COMMON_NAME = oid(2, 5, 4, 3);
const SUBJECT_ALT_NAME = oid(2, 5, 29, 17);
const BASIC_CONSTRAINTS = oid(2, 5, 29, 19);

/** An authority of its own, valid from 2020 to 2049: no test keeps a key in the repository. */
export function createTestAuthority(name = 'Test authority'): TestAuthority {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let serial = 1;
  const issue = (subject: string, key: KeyObject, extensions: readonly Buffer[]): string =>
    writeCertificate({ serial: serial++, issuer: name, subject, key, extensions }, authority.privateKey);
  const isAuthority = sequence(BASIC_CONSTRAINTS, boolean(true), octets(sequence(boolean(true))));
  return {
    ca: issue(name, authority.publicKey, [isAuthority]),
    issue(subject) {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const names = sequence(SUBJECT_ALT_NAME, octets(sequence(tag(0x82, Buffer.from(subject)))));
      return {
        cert: issue(subject, own.publicKey, [names]),
        key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      };
    },
  };
}

interface Certificate {
  readonly serial: number;
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** X.509 version 3 (RFC 5280, section 4.1). */
function writeCertificate(
  { serial, issuer, subject, key, extensions }: Certificate,
  signer: KeyObject,
): string {
  const algorithm = sequence(ECDSA_WITH_SHA256);
  const named = (name: string): Buffer =>
    sequence(tag(0x31, sequence(COMMON_NAME, tag(0x0c, Buffer.from(name)))));
  const validity = sequence(tag(0x17, Buffer.from('200101000000Z')), tag(0x17, Buffer.from('491231235959Z')));
  const content = sequence(
    tag(0xa0, integer(2)),
    integer(serial),
    algorithm,
    named(issuer),
    validity,
    named(subject),
    key.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(...extensions)),
  );
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', content, signer)]);
  const der = sequence(content, algorithm, tag(0x03, signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** A DER value: tag, length, content. */
function tag(type: number, content: Buffer): Buffer {
  const { length } = content;
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(type, ...header), content]);
}
function sequence(...parts: readonly Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(parts));
}
function integer(value: number): Buffer {
  return tag(0x02, Buffer.of(value));
}
function boolean(value: boolean): Buffer {
  return tag(0x01, Buffer.of(value ? 0xff : 0));
}
function octets(content: Buffer): Buffer {
  return tag(0x04, content);
}
function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const base128 = (value: number): number[] => {
    const digits = [value & 0x7f];
    for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  };
  return tag(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}
