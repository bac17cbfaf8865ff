// A process that supplies one record after another to a directory on SQLite, or on PostgreSQL where a database of
// keys is named too, and says on standard output which ones were answered, until somebody kills it.
import { randomUUID } from 'node:crypto';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createWorld } from '@contactpoint/directory/suite';
import { openPostgresStore } from '../src/postgres/index.ts';
import { openSqliteStore } from '../src/sqlite/index.ts';
import { numberedRecord } from './kill-supplier.ts';

const [data = '', first = '0', keysUrl] = process.argv.slice(2);
const store =
  keysUrl === undefined ? openSqliteStore({ file: data }) : await openPostgresStore({ url: data, keysUrl });
const world = await createWorld({ store, crypto: createNodeCrypto(), newId: randomUUID });

async function supply(number: number): Promise<void> {
  const [receipt] = await world.submit([numberedRecord(number)], {
    requestId: `request ${number}`,
  });
  process.stdout.write(`${number} ${receipt?.outcome} ${receipt?.childRef}\n`);
}

for (let number = Number(first); ; number += 3)
  await Promise.all([supply(number), supply(number + 1), supply(number + 2)]);
