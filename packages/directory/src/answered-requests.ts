import type { CommandContext } from './command-context.ts';
import type { Caller } from './commands.ts';
import type { Asked, Refusal } from './policy/admit.ts';

/** A request that changes something: the same id and body get the first answer again. */
export interface Request {
  readonly caller: Caller;
  readonly requestId: string;
  /** Everything that was asked. */
  readonly body: unknown;
}

/** The request that a command is: it asks all that it says but who sends it, and under which id. */
export const toRequest = (command: Asked): Request => ({
  caller: command.caller,
  requestId: command.requestId,
  body: { ...command, caller: undefined, requestId: undefined },
});

/** The same id with another body. */
export const REUSED: Refusal = { refusal: 'directory.request-id-reused', outcome: 'request-id-reused' };

const REMEMBERED_FOR_IN_MS = 72 * 3_600_000;

/** How a request was answered before: undefined when it is new, `reused` when it came with another body. */
export async function findAnswer<Answer>(
  context: CommandContext,
  request: Request,
): Promise<{ readonly answer: Answer } | 'reused' | undefined> {
  const [row] = await context.tx.requests.find([keyOf(context, request)]);
  if (row === undefined || row.expiresAt <= context.at) return undefined;
  return row.bodyHash === hashOf(context, request) ? { answer: JSON.parse(row.answer) as Answer } : 'reused';
}

/** Reads ahead what `findAnswer` will ask for. */
export async function foreseeAnswers(context: CommandContext, requests: readonly Request[]): Promise<void> {
  await context.tx.requests.find(requests.map((request) => keyOf(context, request)));
}

/** Remembers an answer for three days. It must name nobody: it is kept as it is. */
export const rememberAnswer = (context: CommandContext, request: Request, answer: unknown): Promise<void> =>
  rememberAnswers(context, [{ request, answer }]);

/** Remembers the answers to several requests. */
export async function rememberAnswers(
  context: CommandContext,
  answered: readonly { readonly request: Request; readonly answer: unknown }[],
): Promise<void> {
  const expiresAt = new Date(context.now + REMEMBERED_FOR_IN_MS).toISOString();
  await context.tx.requests.put(
    answered.map(({ request, answer }) => ({
      requestKey: keyOf(context, request),
      bodyHash: hashOf(context, request),
      answer: JSON.stringify(answer),
      expiresAt,
    })),
  );
}

/** The id of a request's answer: known to whoever got it, to be guessed by nobody. */
export const answerIdOf = (context: CommandContext, request: Request): string => keyOf(context, request);

/** The answer of this id while it is remembered. */
export async function findAnswerById<Answer>(
  { tx, at }: CommandContext,
  answerId: string,
): Promise<Answer | undefined> {
  const [row] = await tx.requests.find([answerId]);
  return row === undefined || row.expiresAt <= at ? undefined : (JSON.parse(row.answer) as Answer);
}

const keyOf = ({ vault }: CommandContext, { caller, requestId }: Request): string =>
  vault.blind('request', `${caller.clientId}|${requestId}`);

const hashOf = ({ vault }: CommandContext, { body }: Request): string =>
  vault.digest('request', JSON.stringify(body));
