import { lookup } from 'node:dns/promises';
import { isContactPointError, type ContactPointError } from '@contactpoint/contract';
import { credentialsAuth, type Transport, type TransportAnswer } from '@contactpoint/sdk';
import { loadCredentials } from '@contactpoint/sdk/credentials';
import { toDuration } from '../../print/progress.ts';
import { bad, good, type Finding } from './finding.ts';

const PATIENCE_IN_MS = 15_000;
const LONGEST_ANSWER = 1024 * 1024;
/** Seconds; a directory refuses proofs and records from further off. */
const CLOCK_LIMIT = 60;

/** Whether the name of the address can be looked up. */
export async function probeName({ hostname }: URL): Promise<Finding> {
  try {
    const { address } = await lookup(hostname.replace(/^\[|\]$/g, ''));
    return good('name', `${hostname} is ${address}`);
  } catch {
    return bad(
      'name',
      `${hostname} cannot be looked up`,
      'Check the spelling; then ask the network team about DNS.',
    );
  }
}

/** The directory's own word that it is there. */
export interface HealthAnswer {
  readonly finding: Finding;
  /** Its clock minus ours, in seconds; undefined when no directory answered. */
  readonly skewInSeconds?: number;
}

/** Asks for `/health`. */
export async function probeAnswer(
  baseUrl: string,
  transport: Transport,
  now: () => Date,
): Promise<HealthAnswer> {
  const before = now().getTime();
  try {
    const answer = await transport.send({
      method: 'GET',
      url: `${baseUrl}/health`,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_IN_MS),
      maxAnswerInBytes: LONGEST_ANSWER,
    });
    const after = now().getTime();
    const finding = judgeAnswer(answer, after - before);
    if (finding.state !== 'good') return { finding };
    const date = Date.parse(answer.header('date') ?? '');
    // The header says whole seconds, rounded down.
    return { finding, skewInSeconds: Math.round((date + 500 - (before + after) / 2) / 1000) };
  } catch (error) {
    if (!isContactPointError(error)) throw error;
    return { finding: bad('answer', error.message, adviceOn(error)) };
  }
}

/** The error's own advice is to come here. */
function adviceOn({ code, message, suggestion = '' }: ContactPointError): string {
  if (code !== 'client.network') return suggestion;
  return message.includes('ECONNREFUSED')
    ? 'Nothing listens there. Check the port, and ask the directory’s operator whether it runs.'
    : 'Ask the network team whether this machine may reach that address.';
}

function judgeAnswer({ status, body }: TransportAnswer, elapsedInMs: number): Finding {
  if (status === 200 && body.includes('"status"'))
    return good('answer', `a directory, after ${elapsedInMs} ms`);
  if (status >= 300 && status < 400) {
    return bad(
      'answer',
      `sent elsewhere (${status})`,
      'A network sign-in page does this. Ask the network team to let this machine through.',
    );
  }
  if (status === 403 || status === 407) {
    return bad(
      'answer',
      `refused (${status})`,
      'A proxy or firewall does this. Ask the network team to allow this address.',
    );
  }
  if (status === 200) {
    return bad(
      'answer',
      'an answer, but not of a directory',
      'Check the address; a proxy may answer in the directory’s place.',
    );
  }
  return bad(
    'answer',
    `status ${status}`,
    'Check the address; if it is right, tell the directory’s operator.',
  );
}

/** Whether both clocks agree well enough for proofs and dates to count. */
export function judgeClock(skewInSeconds: number): Finding {
  const off = `${toDuration(Math.abs(skewInSeconds))} ${skewInSeconds > 0 ? 'behind' : 'ahead of'} the directory’s`;
  if (Math.abs(skewInSeconds) <= CLOCK_LIMIT) return good('clock', 'agrees with the directory’s');
  return bad('clock', `this machine’s clock is ${off}`, 'Set this machine’s clock by a time server.');
}

/** Whether the directory takes the key of these credentials. */
export async function probeKey(
  file: string,
  {
    baseUrl,
    transport,
    now,
  }: { readonly baseUrl: string; readonly transport: Transport; readonly now: () => Date },
): Promise<Finding> {
  try {
    const credentials = await loadCredentials(file);
    await credentialsAuth(credentials).getToken({
      user: undefined,
      baseUrl,
      now: now().getTime(),
      post: (form) =>
        transport.send({
          method: 'POST',
          url: `${baseUrl}/oauth2/token`,
          headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
          body: new URLSearchParams(form).toString(),
          signal: AbortSignal.timeout(PATIENCE_IN_MS),
          maxAnswerInBytes: LONGEST_ANSWER,
        }),
    });
    return good('key', `taken; may supply for ${credentials.systems.join(', ') || 'no source yet'}`);
  } catch (error) {
    if (!isContactPointError(error)) throw error;
    return bad('key', error.message, error.suggestion ?? '');
  }
}
