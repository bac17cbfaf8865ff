import { createError } from '@contactpoint/contract';
import type { PrivateJwk } from './sign-jwt.ts';

/** The JSON that gives a program access to a directory; `contactpoint serve` writes one for development. */
export interface Credentials {
  /** The directory they are for. */
  readonly baseUrl?: string;
  readonly clientId: string;
  readonly privateKeyJwk: PrivateJwk;
  readonly organisation: string;
  /** The sources for which the client may supply. */
  readonly systems: readonly string[];
  /** For development: a practitioner in whose name the program may read, as if signed in. */
  readonly user?: CredentialsUser;
  /** For development: others in whose name it may act, such as those who decide matches and shields. */
  readonly colleagues?: readonly CredentialsUser[];
}

/** A person and the role in which they act. */
export interface CredentialsUser {
  readonly userId: string;
  readonly role: string;
}

/** Credentials from the text of their file. Throws `client.credentials-unreadable` without quoting it. */
export function parseCredentials(text: string): Credentials {
  const value = parseObject(text);
  const missing = ['clientId', 'organisation'].find((name) => typeof value[name] !== 'string');
  if (missing !== undefined) throw unreadable(`it has no ${missing}`);
  if (!isObject(value['privateKeyJwk'])) throw unreadable('it has no privateKeyJwk');
  if (!isTextList(value['systems'])) throw unreadable('it has no list of systems');
  return value as unknown as Credentials;
}

/** The error for a credentials file that cannot be used, for this reason. */
export function unreadable(reason: string): Error {
  return createError('client.credentials-unreadable', { values: { reason } });
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's message quotes what it read, which is a private key here.
    throw unreadable('it is not JSON');
  }
  if (!isObject(value)) throw unreadable('it is not a JSON object');
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
