import type { Input, Mapper, QuarantinedRow, Sink, Source } from '@contactpoint/adapter';
import type { Issue } from '@contactpoint/contract';

/** Whom a directory must not know, nobody else keeps for it either (SUPPLY-07). */
const NOT_KEPT = 'directory.out-of-scope';

/** A directory that is watched for what it rejects. */
export interface RejectionWatch {
  readonly sink: Sink;
  /** The rows of a source whose records were rejected since this was asked last, with why. */
  findRows(
    source: Source,
    input: Input,
    openMapper: () => Promise<Mapper>,
  ): Promise<readonly QuarantinedRow[]>;
}

/**
 * Watches which records a directory rejects. An export that was rejected in part lies there still and is sent again
 * with the next run; a message or page that was accepted does not come again, so what of it was rejected must be
 * kept for a person.
 */
export function watchRejections(sink: Sink): RejectionWatch {
  const rejected = new Map<string, readonly Issue[]>();
  return {
    sink: {
      async submit(records, options) {
        const receipts = await sink.submit(records, options);
        for (const { recordId, outcome, issues } of receipts) {
          const isKept = outcome === 'rejected' && !issues.some(({ code }) => code === NOT_KEPT);
          if (isKept) rejected.set(recordId, issues);
          else rejected.delete(recordId);
        }
        return receipts;
      },
    },
    async findRows(source, input, openMapper) {
      if (rejected.size === 0) return [];
      const { idOf } = await openMapper();
      const rows: QuarantinedRow[] = [];
      for await (const { records } of source.read({})) {
        for (const record of records) {
          const recordId = idOf({ source: record, input, joined: [] }) ?? '';
          const issues = rejected.get(recordId);
          if (issues !== undefined) rows.push({ place: record.place, issues, recordId });
        }
      }
      rejected.clear();
      return rows;
    },
  };
}
