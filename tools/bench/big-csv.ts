import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The 22 columns of the benchmark's export: what a social-care system gives out each night. */
export const BIG_CSV_COLUMNS = [
  'CaseID', 'NHSNo', 'UPN', 'Surname', 'Forename', 'MiddleName', 'PreviousSurname', 'KnownAs', 'DOB', 'Gender', 'Addr1',
  'Addr2', 'Town', 'County', 'Postcode', 'UPRN', 'Telephone', 'Worker', 'WorkerTel', 'Team', 'StartDate', 'ExtractDate',
] as const; // prettier-ignore

const GIVEN = [
  'Ava',
  'Noah',
  'Siân',
  'Mohammed',
  'Zofia',
  'Oliver',
  'Aisha',
  "D'Arcy",
  'Chidi',
  'Wei',
  'Isla',
  'Arjun',
];
const FAMILY = [
  'Smith',
  "O'Neill",
  'Khan',
  'Nowak',
  'Williams-Jones',
  'Okafor',
  'Patel',
  'Evans',
  'Chen',
  'Brown',
];
const STREETS = [
  'High Street',
  'Station Road',
  'Church Lane',
  'Mill Lane, Annexe',
  'The Crescent',
  'Victoria Road',
];
const TEAMS = ['Assessment', 'Children in Need', 'Looked After', 'Early Help'];
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** Small, fast, seeded: the same file on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function nhsNumberOf(base: number): string {
  for (let body = 900_000_000 + base; ; body += 1) {
    const digits = String(body);
    let sum = 0;
    for (let index = 0; index < 9; index += 1) sum += Number(digits[index]) * (10 - index);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${check}`;
  }
}

function upnOf(base: number): string {
  const body = `344${String(2000 + (base % 900))}20${String(base % 1000).padStart(3, '0')}`;
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) sum += Number(body[index]) * (index + 2);
  return `${UPN_LETTERS[sum % 23] ?? ''}${body}`;
}

function rowOf(row: number, random: (below: number) => number): string {
  const pick = (from: readonly string[]) => from[random(from.length)] ?? '';
  const two = (value: number) => String(value).padStart(2, '0');
  const street = `${1 + random(200)} ${pick(STREETS)}`;
  const quoted = (text: string) => (text.includes(',') ? `"${text}"` : text);
  return [
    100_000 + row, nhsNumberOf(row), row % 7 === 0 ? '' : upnOf(row), pick(FAMILY), pick(GIVEN), row % 3 === 0 ? pick(GIVEN) : '',
    row % 11 === 0 ? pick(FAMILY) : '', row % 9 === 0 ? pick(GIVEN) : '',
    `${two(1 + random(28))}/${two(1 + random(12))}/${2010 + random(15)}`, random(2) === 0 ? 'M' : 'F', quoted(street), '',
    'Birkenhead', 'Merseyside', `CH${40 + random(9)} ${1 + random(9)}${pick(['AA', 'BD', 'EU', 'HJ'])}`, 10_000_000 + random(9_000_000),
    `0151 496 0${100 + random(900)}`, `${pick(GIVEN)} ${pick(FAMILY)}`, `0151 496 0${100 + random(900)}`, pick(TEAMS),
    `${two(1 + random(28))}/${two(1 + random(12))}/2025`, '20/11/2026',
  ].join(','); // prettier-ignore
}

/** The path of a CSV of so many rows of invented children, written once per machine from a fixed seed. */
export async function bigCsv(rows: number): Promise<string> {
  const folder = join(tmpdir(), 'contactpoint-bench');
  const file = join(folder, `children-${rows}.csv`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const random = createRandom(20261121);
  const out = createWriteStream(`${file}.part`);
  out.write(`${BIG_CSV_COLUMNS.join(',')}\r\n`);
  for (let row = 0; row < rows; row += 1) {
    if (!out.write(`${rowOf(row, random)}\r\n`))
      await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  await new Promise<void>((resolve) => out.end(resolve));
  renameSync(`${file}.part`, file);
  return file;
}
