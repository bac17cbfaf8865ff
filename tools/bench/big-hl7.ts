import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GIVEN = ['Ava', 'Noah', 'Siân', 'Zofia', 'Chidi', 'Wei', 'Isla', 'Arjun'];
const FAMILY = ['Smith', "O'Neill", 'Khan', 'Nowak', 'Williams-Jones', 'Okafor', 'Patel', 'Evans'];

/** What every contender reads of each message, besides the carers; as (segment, field, component). */
export const READ_FIELDS = [
  ['MSH', 7, 1], ['MSH', 10, 1], ['EVN', 2, 1], ['PID', 5, 1], ['PID', 5, 2], ['PID', 5, 3], ['PID', 7, 1], ['PID', 8, 1],
  ['PID', 11, 1], ['PID', 11, 3], ['PID', 11, 5], ['PID', 13, 1], ['PD1', 3, 3], ['PD1', 4, 2], ['PV1', 7, 1], ['PV1', 7, 2],
] as const; // prettier-ignore
/** What every contender reads of each NK1 segment; as (field, component). */
export const READ_CARER = [[2, 1], [2, 2], [3, 1], [5, 1]] as const; // prettier-ignore

/** The path of a file of so many A31 messages about invented children; the same on every machine. */
export function bigHl7(messages: number): string {
  const folder = join(tmpdir(), 'contactpoint-bench');
  const file = join(folder, `adt-${messages}.hl7`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const out = openSync(`${file}.part`, 'w');
  for (let from = 0; from < messages; from += 1000) {
    const length = Math.min(1000, messages - from);
    writeSync(out, Array.from({ length }, (_, index) => messageOf(from + index)).join(''));
  }
  closeSync(out);
  renameSync(`${file}.part`, file);
  return file;
}

function messageOf(n: number): string {
  const pick = (from: readonly string[], salt: number) => from[(n * 7 + salt) % from.length]!;
  const two = (value: number) => String(value).padStart(2, '0');
  const [given, family] = [pick(GIVEN, n >> 3), pick(FAMILY, n >> 2)];
  const address = `${1 + (n % 200)} High Street^^Northmere^Mereshire^NM${1 + (n % 9)} ${n % 10}AB^GBR^H`;
  const phone = `01632960${100 + (n % 900)}^PRN^PH`;
  const nhsNumber = 9_990_000_000 + n;
  return [
    `MSH|^~\\&|PAS|RNM01|SPINE|CONTACT|20261120020000||ADT^A31^ADT_A05|NM${n}|P|2.4|||AL|NE|GBR|UNICODE UTF-8|||iTKv1.0`,
    'EVN|A31|20261120015900||||20261120015500',
    `PID|1||${100_000 + n}^^^RNM^PI~${nhsNumber}^^^NHS^NH||${family}^${given}^Mair^^Miss^^L~${family}^${given[0]}^^^^^A||20${two(10 + (n % 15))}${two(1 + (n % 12))}${two(1 + (n % 28))}|${1 + (n % 2)}|||${address}~${address}||${phone}~${phone}||EN|S||||||A|||1|2|||||20261120`,
    'PD1|||The Surgery\\T\\Clinic, Northmere^^Y99901|G9999901^Shah^Amit^^^Dr^^^GMC',
    ...[1, 2].map(
      (k) => `NK1|${k}|${family}^${pick(GIVEN, k)}^^^Mrs^^L|${14 + k}|${address}|${phone}||${14 + k}`,
    ),
    'PV1|1|O|CLINIC^^^RNM||||C1234567^Shah^Amit^^^Dr|||||||||||||||||||||||||||||||||||||20261120',
    'ZU1|20261120|||^^^^^^^|N',
    '',
  ].join('\r');
}

/** The messages of a file, for parsers that take one at a time. */
export function* splitMessages(text: string): Generator<string> {
  let from = 0;
  for (;;) {
    const next = text.indexOf('\rMSH|', from + 1);
    if (next < 0) break;
    yield text.slice(from, next + 1);
    from = next + 1;
  }
  yield text.slice(from);
}
