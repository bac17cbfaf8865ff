import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The five files of the join benchmark, by input name. */
const JOIN_INPUTS = ['children', 'addresses', 'references', 'allocations', 'workers'] as const;
type JoinInput = (typeof JOIN_INPUTS)[number];

const HEADS: Readonly<Record<JoinInput, string>> = {
  children: 'CaseID,Surname,Forename,DOB,Gender',
  addresses: 'CaseID,Type,Street,Town,Postcode',
  references: 'CaseID,Kind,Reference',
  allocations: 'AllocationID,CaseID,WorkerID,From',
  workers: 'WorkerID,Surname,Forename,Role,Team,Telephone',
};
const WORKERS = 2000;
const two = (value: number) => String(value).padStart(2, '0');
const date = (row: number) => `${two(1 + (row % 28))}/${two(1 + (row % 12))}/${2010 + (row % 14)}`;

/** Row by row, in an order of its own for each file: nothing is sorted by the key. */
const ROWS: Readonly<Record<JoinInput, (children: number) => Generator<string>>> = {
  *children(children) {
    for (let row = 0; row < children; row += 1) {
      yield `${caseOf(row, children)},Family ${row % 977},Given ${row % 311},${date(row)},${row % 2 === 0 ? 'F' : 'M'}`;
    }
  },
  *addresses(children) {
    for (let row = 0; row < children * 2; row += 1) {
      const type = row < children ? 'HOME' : 'PREV';
      yield `${caseOf(row * 7, children)},${type},${1 + (row % 90)} Mere Lane,Northmere,NM${1 + (row % 9)} 2QT`;
    }
  },
  *references(children) {
    for (let row = 0; row < children; row += 1) yield `${caseOf(row * 11, children)},CASE,C${row}`;
  },
  *allocations(children) {
    for (let row = 0; row < children * 2; row += 1) {
      yield `A${row},${caseOf(row * 13, children)},W${row % WORKERS},${date(row)}`;
    }
  },
  *workers() {
    for (let row = 0; row < WORKERS; row += 1) {
      yield `W${row},Worker ${row},Given ${row % 311},Social worker,Team ${row % 40},01632 960${100 + (row % 800)}`;
    }
  },
};

/** A step that has no divisor in common with the number of children meets each of them once. */
function caseOf(row: number, children: number): number {
  return 100_000 + ((row * 7919) % children);
}

/** The five files for so many invented children, written once per machine. */
export async function bigJoin(children: number): Promise<ReadonlyMap<JoinInput, string>> {
  const folder = join(tmpdir(), 'contactpoint-bench', `join-${children}`);
  mkdirSync(folder, { recursive: true });
  const files = new Map<JoinInput, string>();
  for (const name of JOIN_INPUTS) {
    const file = join(folder, `${name}.csv`);
    files.set(name, file);
    if (existsSync(file)) continue;
    const out = createWriteStream(`${file}.part`);
    out.write(`${HEADS[name]}\n`);
    for (const row of ROWS[name](children)) {
      if (!out.write(`${row}\n`)) await new Promise<void>((resolve) => void out.once('drain', resolve));
    }
    await new Promise<void>((resolve) => out.end(resolve));
    renameSync(`${file}.part`, file);
  }
  return files;
}
