import type { SourceFile } from '../../format.ts';

/** Where a JSON file seems to hold its records. */
export interface JsonRecordsFound {
  /** `ndjson` where every line is a record of its own. */
  readonly format: 'json' | 'ndjson';
  /** Paths to lists of records, the largest first; `.` where the document is the list or the one record. */
  readonly paths: readonly string[];
}

/** A document longer than this is taken for a list, unseen. */
const LOOKED_AT = 64 * 1024 * 1024;
/** Lists lie no deeper than this below the root. */
const DEEPEST = 4;

/** Looks for the records of a JSON file; undefined where it is not JSON. */
export async function findJsonRecords(file: SourceFile): Promise<JsonRecordsFound | undefined> {
  const { text, isWhole } = await readBeginning(file);
  if (isOfLines(text)) return { format: 'ndjson', paths: ['.'] };
  if (!isWhole) return text.startsWith('[') ? { format: 'json', paths: ['.'] } : undefined;
  const value = parse(text);
  if (Array.isArray(value)) return { format: 'json', paths: ['.'] };
  return isGroup(value) ? { format: 'json', paths: findPaths(value) } : undefined;
}

/** The first line is a record, and another begins after it. */
function isOfLines(text: string): boolean {
  const end = text.indexOf('\n');
  return end > 0 && text.slice(end).trimStart().startsWith('{') && isGroup(parse(text.slice(0, end)));
}

function findPaths(value: Readonly<Record<string, unknown>>): readonly string[] {
  const ownTexts = Object.values(value).filter((member) => !isGroup(member) && !Array.isArray(member)).length;
  // One record that holds lists says more of itself than any of their items does.
  const lists = [...findLists(value, [])]
    .filter(({ width }) => width >= ownTexts)
    .sort((a, b) => b.size - a.size);
  return lists.length > 0 ? lists.map(({ path }) => path) : ['.'];
}

async function readBeginning(
  file: SourceFile,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of file.open()) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LOOKED_AT) return { text: text.trimStart(), isWhole: false };
  }
  return { text: text.trimStart(), isWhole: true };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface FoundList {
  readonly path: string;
  readonly size: number;
  /** Members of its first group. */
  readonly width: number;
}

/** Lists of groups that stand in no other list: several groups, or one in a list that is all there is. */
function* findLists(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Generator<FoundList> {
  for (const [name, member] of Object.entries(value)) {
    const path = [...names, name];
    const group = Array.isArray(member) ? member.find(isGroup) : undefined;
    if (Array.isArray(member) && group)
      yield { path: path.join('.'), size: member.length, width: Object.keys(group).length };
    else if (isGroup(member) && path.length < DEEPEST) yield* findLists(member, path);
  }
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
