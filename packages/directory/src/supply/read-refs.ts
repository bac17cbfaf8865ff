import type { CanonicalRecord } from '@contactpoint/contract';

/** The records (`system|recordId`) that a value speaks of: its own, and the one it carries on for. It may be anything. */
export function readRefs(value: unknown): readonly string[] {
  const { source, fromRecordId } = (value ?? {}) as Partial<CanonicalRecord>;
  if (typeof source?.system !== 'string') return [];
  const ids = [source.recordId, fromRecordId].filter((id) => typeof id === 'string');
  return [...new Set(ids.map((id) => `${source.system}|${id}`))];
}
