import { createError } from '@contactpoint/contract';

/** The answer, when it is an object with this member: anything else is not the contract's. */
export function readMember<T>(answer: unknown, member: keyof T & string): T {
  if (Object.hasOwn(Object(answer) as object, member)) return answer as T;
  throw createError('client.unexpected-answer', { values: { reason: `no ${member}` } });
}
