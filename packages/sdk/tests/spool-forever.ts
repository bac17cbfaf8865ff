// Puts batches into a spool for ever and tells of each on a line once it is acknowledged.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openFileSpool } from '../src/file-spool.ts';

const { folder, key } = JSON.parse(process.argv[2] ?? '') as { folder: string; key: string };
const spool = await openFileSpool({ folder, key: Buffer.from(key, 'hex') });
for (;;) {
  const recordId = randomUUID();
  const source = { system: 'wirral-ics', recordId, suppliedAt: '2026-11-20T02:00:00Z' };
  await spool.put({
    requestId: randomUUID(),
    records: [{ source, operation: 'upsert', completeness: 'full' }],
  });
  writeSync(1, `${recordId}\n`);
}
