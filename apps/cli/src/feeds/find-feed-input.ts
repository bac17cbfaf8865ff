import { resolve } from 'node:path';
import type { Input, Mapping } from '@contactpoint/adapter';
import { loadTransport, type TransportDefinition } from '@contactpoint/connectors/feeds';
import { createError } from '@contactpoint/contract';

/** What somebody typed about a way in that the mapping need not know. */
export interface FeedChoice {
  readonly mllp?: number | undefined;
  readonly watch?: string | undefined;
}

/** The input that comes by a feed, its options whole, and the way it comes. */
export interface FeedInput {
  readonly input: Input;
  readonly transport: TransportDefinition;
}

/**
 * The one input of a mapping that comes by a feed of this direction. Throws `usage.no-feed`, `usage.other-feed`,
 * `input.feed-not-alone` or `input.feed-no-snapshot`.
 */
export async function findFeedInput(
  mapping: Mapping,
  direction: TransportDefinition['direction'],
  choice: FeedChoice = {},
): Promise<FeedInput> {
  const records = mapping.record.each.map(({ text }) => text);
  const fed = [...mapping.inputs.values()].filter(({ name, options }) =>
    hasChoice(choice) ? records.includes(name) : options['transport'] !== undefined,
  );
  const [input] = fed;
  if (input === undefined) throw createError('usage.no-feed', { values: { mapping: mapping.file } });
  if (fed.length > 1 || records.length > 1 || records[0] !== input.name) {
    const inputs = fed.map(({ name }) => name).join(', ');
    throw createError('input.feed-not-alone', { values: { inputs, records: records.join(', ') } });
  }
  const found = { ...input, options: { ...input.options, ...toOptions(choice, input) } };
  const transport = await loadTransport(String(found.options['transport']));
  if (transport.direction !== direction) {
    throw createError('usage.other-feed', {
      values: { transport: transport.id, command: transport.direction },
    });
  }
  if (mapping.record.snapshot && transport.delivers !== 'files')
    throw createError('input.feed-no-snapshot', { values: { transport: transport.id } });
  return { input: found, transport };
}

function hasChoice({ mllp, watch }: FeedChoice): boolean {
  return mllp !== undefined || watch !== undefined;
}

function toOptions({ mllp, watch }: FeedChoice, { files, options }: Input): Input['options'] {
  if (mllp !== undefined && watch !== undefined)
    throw createError('usage.not-together', { values: { first: '--mllp', second: '--watch' } });
  if (mllp !== undefined) return { transport: 'mllp', port: String(mllp) };
  if (watch === undefined) return {};
  const patterns = files.length > 1 ? `{${files.join(',')}}` : files[0];
  const pattern = options['pattern'] ?? patterns;
  return { transport: 'watch', folder: resolve(watch), ...(pattern !== undefined && { pattern }) };
}
