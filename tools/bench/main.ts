// `npm run bench` runs every benchmark, `npm run bench -- csv line` only those named. Each compares with a
// named rival over the same work in the same run. Nothing here gates a test. `--write` writes the figures into
// the page of documentation of a bench that has one.
import { describeMachine, renderTable } from './bench.ts';
import { BENCHES } from './registry.ts';

const write = process.argv.includes('--write');
const asked = process.argv.slice(2).filter((word) => word !== '--write');
const idsOf = (word: string): readonly string[] =>
  Object.keys(BENCHES).filter((id) => id === word || id.startsWith(`${word}-`));
const unknown = asked.filter((word) => idsOf(word).length === 0);
if (unknown.length > 0) {
  console.error(`No benchmark called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

console.log(describeMachine());
for (const id of asked.length > 0 ? asked.flatMap(idsOf) : Object.keys(BENCHES)) {
  const bench = await BENCHES[id]?.();
  for (const table of (await bench?.run({ write })) ?? []) console.log(`\n${renderTable(table)}`);
}
