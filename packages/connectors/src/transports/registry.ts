import { createError } from '@contactpoint/contract';
import type { TransportDefinition } from './transport.ts';

/** Every way in besides files by its id, the code of one loaded when an input first names it. */
export const TRANSPORTS = {
  http: () => import('./http/definition.ts'),
  mllp: () => import('./mllp/definition.ts'),
  sftp: () => import('./sftp/definition.ts'),
  soap: () => import('./soap/definition.ts'),
  watch: () => import('./watch/definition.ts'),
} as const satisfies Record<string, () => Promise<{ readonly definition: TransportDefinition }>>;

/** The id of a transport that there is. */
export type TransportId = keyof typeof TRANSPORTS;

/** The definition of this transport; throws `input.transport-unknown` with the transports that there are. */
export async function loadTransport(id: string): Promise<TransportDefinition> {
  if (!Object.hasOwn(TRANSPORTS, id)) {
    throw createError('input.transport-unknown', {
      values: { transport: id, known: Object.keys(TRANSPORTS).join(', ') },
    });
  }
  return (await TRANSPORTS[id as TransportId]()).definition;
}
