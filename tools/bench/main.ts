// `npm run bench` runs every benchmark, `npm run bench -- csv line` only those named. Each compares with a
// named rival over the same work in the same run. Nothing here gates a test.
import { describeMachine, renderTable } from './bench.ts';
import { BENCHES } from './registry.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !(id in BENCHES));
if (unknown.length > 0) {
  console.error(`No benchmark called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

console.log(describeMachine());
for (const id of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const bench = await BENCHES[id]?.();
  for (const table of (await bench?.run()) ?? []) console.log(`\n${renderTable(table)}`);
}
