import type { Row } from '../compile/frame.ts';
import type { InputPlan } from '../compile/input-plan.ts';
import type { ColumnStatistics, FieldReader, Layout } from '../ports.ts';

/** Rows that are all looked at; of those behind them every sixteenth tells enough. */
const ALL_OF_FIRST = 2048;
const STRIDE = 16;

interface Counter {
  readonly column: string;
  readonly codes: ReadonlySet<string> | undefined;
  filled: number;
  readonly byCode: Map<string, number>;
}

/** How full the columns of the record inputs are and which declared codes stand in them. */
export class ColumnCounts {
  readonly #counters: readonly Counter[];
  #looked = 0;
  #bound: Layout | undefined;
  #readers: readonly (FieldReader | undefined)[] = [];

  /** @param codes - The codes that the mapping declares, by column; no other text of a file is ever kept. */
  constructor(records: InputPlan, codes: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#counters = [...records.columns]
      .sort()
      .map((column) => ({ column, codes: codes.get(column), filled: 0, byCode: new Map() }));
  }

  /** Looks at rows of which the first stands at `ordinal` in the run. */
  add(rows: readonly Row[], ordinal: number): void {
    const step = ordinal < ALL_OF_FIRST ? 1 : STRIDE;
    for (
      let index = step === 1 ? 0 : (STRIDE - (ordinal % STRIDE)) % STRIDE;
      index < rows.length;
      index += step
    ) {
      const row = rows[index];
      if (row) this.#addRow(row);
    }
  }

  #addRow({ source }: Row): void {
    if (source.layout !== this.#bound) {
      this.#bound = source.layout;
      this.#readers = this.#counters.map(({ column }) => source.layout.field(column));
    }
    this.#looked += 1;
    this.#counters.forEach((counter, index) => {
      const text = this.#readers[index]?.(source)?.trim();
      if (!text) return;
      counter.filled += 1;
      if (!counter.codes) return;
      const code = counter.codes.has(text) ? text : 'other';
      counter.byCode.set(code, (counter.byCode.get(code) ?? 0) + 1);
    });
  }

  /** Shares of the rows looked at. */
  get columns(): Readonly<Record<string, ColumnStatistics>> {
    const share = (count: number, of: number) => (of === 0 ? 0 : Math.round((count / of) * 10_000) / 10_000);
    return Object.fromEntries(
      this.#counters.map(({ column, filled, codes, byCode }) => [
        column,
        {
          filled: share(filled, this.#looked),
          ...(codes && {
            codes: Object.fromEntries(
              [...byCode].sort().map(([code, count]) => [code, share(count, filled)]),
            ),
          }),
        },
      ]),
    );
  }
}
