import { describe, expect, it } from 'vitest';
import { born, inventRecord, livesAt, named, numbered } from '../tests/invent-record.ts';
import { createMemoryIndex } from './memory-index.ts';
import { SHIPPED_MODEL } from './model/shipped-model.ts';
import { toFeatures } from './normalise/to-features.ts';
import { recordMatch, replayMatch, type MatchTranscript } from './replay.ts';
import type { MatchResult } from './match-records.ts';

const TWIN = { ...named('Bethan', 'Thornbury'), ...numbered('nhsNumber', '9000000009') };
/** Batches in which children begin, are joined, are taken for a twin, and find themselves elsewhere. */
const BATCHES = [
  [
    inventRecord('gp|1', numbered('nhsNumber', '9434765919')),
    inventRecord('births|1', named('BABY', 'Thornbury')),
  ],
  [inventRecord('schools|1', named('Annie', 'Thornbury')), inventRecord('schools|2', born('2014-09-03'))],
  [inventRecord('gp|2', TWIN)],
  [
    inventRecord('benefits|1', named('Anwen', 'Oldham')),
    inventRecord('gp|1', livesAt('1 High Street', 'CH41 5EU')),
  ],
  [inventRecord('help|1', { names: [], addresses: [] })],
].map((batch) => batch.map(toFeatures));

async function keepLog(): Promise<readonly { readonly kept: string; readonly result: MatchResult }[]> {
  const index = createMemoryIndex();
  let begun = 0;
  const options = {
    childrenCovered: 50_000,
    newId: () => `c${(begun += 1)}`,
    fingerprint: (text: string) => `${text.length}`,
  };
  const log = [];
  for (const batch of BATCHES) {
    const { result, transcript } = await recordMatch(index, batch, options);
    await index.apply(result.changes);
    log.push({ kept: JSON.stringify(transcript), result });
  }
  return log;
}

describe('a log of decisions', () => {
  it('replays bit for bit, without the index it was made with', async () => {
    const log = await keepLog();
    expect(log.flatMap(({ result }) => result.reconsidered).length).toBeGreaterThan(0);
    for (const { kept, result } of log) {
      const replayed = await replayMatch(JSON.parse(kept) as MatchTranscript);
      const plain = JSON.parse(
        JSON.stringify(result, (key, value: unknown) => (key === 'inputs' ? undefined : value)),
      ) as MatchResult;
      expect(JSON.parse(JSON.stringify(replayed))).toEqual(plain);
    }
  });

  it('replays with no other model, and not when the engine would ask something else', async () => {
    const [first] = await keepLog();
    const transcript = JSON.parse(first!.kept) as MatchTranscript;
    expect(await replayMatch(transcript, { model: { ...SHIPPED_MODEL, id: 'another' } })).toBeUndefined();
    expect(await replayMatch({ ...transcript, reads: transcript.reads.slice(1) })).toBeUndefined();
    expect(
      await replayMatch({ ...transcript, versions: { ...transcript.versions, norm: 0 } }),
    ).toBeUndefined();
  });

  it('carries with every decision a fingerprint of all it depended on, which any of it changes', async () => {
    const fingerprints = async (childrenCovered: number, given: string): Promise<readonly unknown[]> => {
      const options = { childrenCovered, newId: () => 'c1', fingerprint: (text: string) => text };
      const index = createMemoryIndex();
      const first = toFeatures(inventRecord('a|1', named(given, 'Thornbury')));
      await index.apply((await recordMatch(index, [first], options)).result.changes);
      const { result } = await recordMatch(index, [toFeatures(inventRecord('b|1'))], options);
      return result.decisions.map(({ inputs }) => inputs);
    };
    const one = await fingerprints(50_000, 'Anwen');
    expect(await fingerprints(50_000, 'Anwen')).toEqual(one);
    expect(await fingerprints(50_001, 'Anwen')).not.toEqual(one);
    expect(await fingerprints(50_000, 'Anwenn')).not.toEqual(one);
  });
});
