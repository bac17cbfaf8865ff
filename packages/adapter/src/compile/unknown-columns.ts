import { nearestName } from '@contactpoint/contract';
import type { Problems } from '../mapping/reading.ts';
import type { ColumnRef } from '../mapping/types.ts';
import type { FileLayouts, InputPlan } from './input-plan.ts';

/** A column that a file has not, and the rule that names it. */
export interface LackingColumn {
  readonly ref: ColumnRef;
  readonly file: FileLayouts[number];
  readonly plan: InputPlan;
  /** What may stand there in place of a column. */
  readonly words: readonly string[] | undefined;
}

/** What a draft writes where only a person knows the column. */
export const TO_DO = 'TODO';

/** Longer lists help nobody. */
const LISTED_COLUMNS = 40;

/**
 * Says which columns files lack, with the nearest name and those they have. To be called when every rule is
 * compiled, for only then is known how much of each first line is the header that the mapping speaks of.
 */
export function reportUnknownColumns(lacking: readonly LackingColumn[], problems: Problems): void {
  const headless = new Set<string>();
  for (const column of lacking) {
    const { ref, file, plan } = column;
    const { columns = [] } = file.layout;
    if (ref.text === TO_DO) problems.add('mapping.to-do', ref.at);
    else if (isHeader(file, plan)) reportColumn(column, problems);
    else if (!headless.has(file.file)) {
      headless.add(file.file);
      problems.add('mapping.no-header', ref.at, { values: { file: file.file, count: columns.length } });
    }
  }
}

/**
 * Whether the first line of a file may be told: without a header the first person's row stands there. At least a
 * third of what the mapping names must be found in it.
 */
function isHeader(file: FileLayouts[number], plan: InputPlan): boolean {
  if (file.layout.columns === undefined) return true;
  const { named, found } = namesIn(file, plan);
  return found.length * 3 >= named.length;
}

function namesIn({ layout }: FileLayouts[number], { columns }: InputPlan) {
  const named = [...columns].filter((name) => name !== TO_DO && !/^#\d+$/.test(name));
  return { named, found: named.filter((name) => layout.field(name) !== undefined) };
}

/** Every name in the headers of an input's files; undefined where some first line may be a person's row. */
export function findHeader(plan: InputPlan): readonly string[] | undefined {
  const isSure = (file: FileLayouts[number]) => namesIn(file, plan).found.length > 0 && isHeader(file, plan);
  if (plan.layouts.length === 0 || !plan.layouts.every(isSure)) return undefined;
  return [...new Set(plan.layouts.flatMap(({ layout }) => layout.columns ?? []))].sort();
}

function reportColumn({ ref, file: { file, layout }, words }: LackingColumn, problems: Problems): void {
  const known = layout.columns ?? [];
  const near = nearestName(ref.text, [...(words ?? []), ...known]);
  const list =
    known.length > LISTED_COLUMNS ? `${known.slice(0, LISTED_COLUMNS).join(', ')}, …` : known.join(', ');
  problems.add('mapping.unknown-column', ref.at, {
    values: { file, name: ref.text, known: list },
    suggestion: suggest(near, list, words),
  });
}

function suggest(
  near: string | undefined,
  columns: string,
  words: readonly string[] | undefined,
): string | undefined {
  const meant = near === undefined ? '' : `Did you mean ${near}? `;
  if (words) return `${meant}It is one of ${words.join(', ')}, or a column. The columns are ${columns}.`;
  return near && `${meant}The columns are ${columns}.`;
}
