// Opens the ledger that it is given, saves one entry, says so, and holds on until it is killed.
import { openSqliteLedger } from '../src/sqlite/ledger.ts';

const ledger = await openSqliteLedger({ path: process.argv[2] ?? '', system: 'test' });
await ledger.save([
  {
    recordId: 'saved before the kill',
    fingerprint: 'f',
    parts: {},
    changed: [],
    run: 1,
    sequence: 1,
    receipt: { outcome: 'created', issues: [], discrepancies: [] },
    misses: 0,
    closed: false,
  },
]);
process.send?.('saved');
setInterval(() => undefined, 60_000);
