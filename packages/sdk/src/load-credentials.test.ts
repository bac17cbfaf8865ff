import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isContactPointError } from '@contactpoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCredentials } from './load-credentials.ts';

const credentials = {
  clientId: 'development',
  organisation: 'development',
  systems: ['wirral-ics'],
  privateKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'Zzyzx-Canary' },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credentials-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(text: string, mode = 0o600): Promise<string> {
  const file = join(folder, crypto.randomUUID());
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

describe('loadCredentials', () => {
  it('reads what a server wrote', async () => {
    expect(await loadCredentials(await write(JSON.stringify(credentials)))).toEqual(credentials);
  });

  const nameless = { ...credentials, clientId: undefined };
  it.each<[name: string, text: string, mode: number, want: string]>([
    ['that others may read', JSON.stringify(credentials), 0o640, 'others than its owner'],
    ['that is cut off', JSON.stringify(credentials).slice(0, -3), 0o600, 'not JSON'],
    ['that is a list', '[]', 0o600, 'not a JSON object'],
    ['without client', JSON.stringify(nameless), 0o600, 'no clientId'],
    ['without key', JSON.stringify({ ...credentials, privateKeyJwk: 'secret' }), 0o600, 'no privateKeyJwk'],
    ['without sources', JSON.stringify({ ...credentials, systems: 'all' }), 0o600, 'no list of systems'],
  ])('refuses a file %s, without quoting it', async (...[, text, mode, want]) => {
    const error: unknown = await loadCredentials(await write(text, mode)).catch((thrown: unknown) => thrown);
    expect(isContactPointError(error) && error.code).toBe('client.credentials-unreadable');
    expect(String(error)).toContain(want);
    expect(String(error)).not.toContain('Zzyzx-Canary');
  });

  it('says that there is no such file', async () => {
    await expect(loadCredentials(join(folder, 'none'))).rejects.toThrow('no such file');
  });
});
