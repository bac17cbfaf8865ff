import type { CommandContext } from '../command-context.ts';
import type { RecordRow } from '../rows.ts';
import type { RecordContent } from './record-content.ts';

type SealingContext = Pick<CommandContext, 'vault' | 'keys'>;

/** The content of a record whose key is loaded; undefined where nothing of it is kept. */
export function openContent(
  { vault, keys }: SealingContext,
  { recordKey, keyId, content }: Pick<RecordRow, 'recordKey' | 'keyId' | 'content'>,
): RecordContent | undefined {
  return content === null
    ? undefined
    : vault.open<RecordContent>(keys.of(keyId), placeOf(recordKey), content);
}

/** The content of a record under a key that is loaded. */
export function sealContent(
  { vault, keys }: SealingContext,
  { recordKey, keyId }: Pick<RecordRow, 'recordKey' | 'keyId'>,
  content: RecordContent,
): Uint8Array {
  return vault.seal(keys.of(keyId), placeOf(recordKey), content);
}

const placeOf = (recordKey: string): string => `record|${recordKey}`;
