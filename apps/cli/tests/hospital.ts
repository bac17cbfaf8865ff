import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestAuthority, type Credentials } from '@contactpoint/connectors/suite';
import { createMllpClient, type MllpClient } from '@contactpoint/connectors/transports/mllp';
import { createSeededRandom } from '@contactpoint/contract/suite';

/** A hospital and the directory's side of its line: who signs, and who sends. */
export interface Hospital {
  readonly authority: string;
  readonly sender: Credentials;
  /** Opens a line to a listener on this port. */
  call(port: number, as?: Credentials): MllpClient;
}

const MAPPING = `mapping: 1
name: A hospital’s patient administration system
source: { system: northmere-pas, organisation: RNM }
inputs:
  messages:
    transport: mllp
    format: hl7
    port: 0
    cert: server.pem
    keyFile: server.key
    ca: ca.pem
    messages: [ADT^A28, ADT^A31]
record: { each: messages, id: 'PID-3[RNM].1', suppliedAt: { from: MSH-7, formats: yyyyMMddHHmmss } }
child:
  names: [{ use: current, given: [PID-5.2], family: PID-5.1 }]
  dateOfBirth: { from: PID-7, formats: yyyyMMdd }
  addresses: [{ use: current, lines: [PID-11.1], town: PID-11.3 }]
  identifiers: [{ type: nhsNumber, value: 'PID-3[NHS].1' }]
`;

/** Writes the mapping of a hospital and the certificates that it names into this folder. */
export function foundHospital(folder: string): Hospital {
  const authority = createTestAuthority();
  const server = authority.issue('localhost');
  const files = {
    'mapping.yaml': MAPPING,
    'server.pem': server.cert,
    'server.key': server.key,
    'ca.pem': authority.ca,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  const sender = authority.issue('pas.northmere.example');
  return {
    authority: authority.ca,
    sender,
    call: (port, as = sender) =>
      createMllpClient({
        host: '127.0.0.1',
        port,
        tls: { ...as, ca: authority.ca, servername: 'localhost' },
        timeoutInMs: 120_000,
      }),
  };
}

/** One event at the hospital: a child is registered, or moves house. */
export interface HospitalEvent {
  readonly child: number;
  /** How often the child has moved before. */
  readonly moves: number;
}

/** So many events, each child registered once before it moves; about one in five is a move. */
export function inventEvents(count: number, random: () => number): readonly HospitalEvent[] {
  const moves: number[] = [];
  return Array.from({ length: count }, () => {
    const child = moves.length > 0 && random() < 0.2 ? Math.floor(random() * moves.length) : moves.length;
    moves[child] = child === moves.length ? 0 : moves[child]! + 1;
    return { child, moves: moves[child] };
  });
}

/** A name of eight letters that hardly resembles another number's. */
function inventName(number: number): string {
  const random = createSeededRandom(number);
  const letters = Array.from({ length: 8 }, (_, at) => {
    const alphabet = at % 2 === 0 ? 'bcdfghjklmnprstvwz' : 'aeiou';
    return alphabet[Math.floor(random() * alphabet.length)]!;
  });
  return letters.join('');
}

/** The NHS number of a child: of the range that is never given to anybody, with its check digit. */
function toNhsNumber(child: number): string {
  const digits = String(999_000_000 + child * 7);
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? toNhsNumber(child + 100_000) : `${digits}${check}`;
}

/** When the event of this number happened: each a second after the one before, in winter, when British time is UTC. */
export function toTime(number: number): string {
  return `${new Date(Date.UTC(2020, 0, 6) + number * 1000).toISOString().slice(0, 19)}Z`;
}

/** The message of an event. */
export function toMessage({ child, moves }: HospitalEvent, number: number): Uint8Array {
  const at = toTime(number).replace(/\D/g, '');
  const born = `${2009 + (child % 15)}${two(1 + (child % 12))}${two(1 + (child % 28))}`;
  const trigger = moves === 0 ? 'ADT^A28^ADT_A05' : 'ADT^A31^ADT_A05';
  return Buffer.from(
    [
      `MSH|^~\\&|PAS|RNM|CP|DIR|${at}||${trigger}|M${number}|P|2.4`,
      `PID|||N${child}^^^RNM~${toNhsNumber(child)}^^^NHS||${inventName(2 * child)}^${inventName(2 * child + 1)}||${born}||||${moves} Invented Street^^Northmere`,
      '',
    ].join('\r'),
  );
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
