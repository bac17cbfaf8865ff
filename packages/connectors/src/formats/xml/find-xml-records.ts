import { createXmlReader, type XmlName } from '@contactpoint/contract/xml';
import type { SourceFile } from '../../format.ts';
import { decodeBlocks } from '../../text/decode-blocks.ts';
import { openText } from '../../text/open-text.ts';
import { findDeclaredXml } from './read-xml.ts';

/** So much of a file is looked at: enough to see what repeats, whatever stands before it. */
const LOOKED_AT = 8_000_000;
/** A group so much smaller than the largest is some detail of the file, not records. */
const SMALLEST_SHARE = 0.02;

/**
 * Paths at which a file seems to hold records: groups that repeat and stand in no other such group, the largest
 * first; the one group of a file with a single record. Empty for a file in which nothing repeats or stands apart.
 */
export async function findXmlRecords(
  file: SourceFile,
  options: { readonly encoding?: string | undefined } = {},
): Promise<readonly string[]> {
  const text = await openText(file.open(), {
    file: file.name,
    encoding: options.encoding,
    findDeclared: findDeclaredXml,
  });
  const survey = new GroupSurvey();
  const reader = createXmlReader(survey, { name: file.name, undeclaredPrefixes: 'ignore' });
  let length = 0;
  for await (const block of decodeBlocks(text, { file: file.name, blockBytes: 64 * 1024 })) {
    reader.write(block.text);
    length += block.text.length;
    if (length >= LOOKED_AT) break;
  }
  return survey.findRecords();
}

/** What is known of all elements at one path. */
interface Group {
  readonly path: string;
  readonly parent: Group | undefined;
  readonly children: Map<string, Group>;
  count: number;
  /** Elements at and below the path. */
  size: number;
}

/** Counts the elements of a document by path. */
class GroupSurvey {
  readonly #top: Group = { path: '', parent: undefined, children: new Map(), count: 1, size: 0 };
  #at = this.#top;

  open({ local }: XmlName): void {
    let group = this.#at.children.get(local);
    if (!group) {
      group = { path: `${this.#at.path}/${local}`, parent: this.#at, children: new Map(), count: 0, size: 0 };
      this.#at.children.set(local, group);
    }
    group.count += 1;
    for (let up: Group | undefined = group; up; up = up.parent) up.size += 1;
    this.#at = group;
  }

  text(): void {
    // What stands in elements is nobody's business here.
  }

  close(): void {
    this.#at = this.#at.parent ?? this.#top;
  }

  findRecords(): readonly string[] {
    const repeated = [...outermost(this.#top)].sort((a, b) => b.size - a.size);
    const largest = repeated[0];
    const only = largest ? undefined : fullest(this.#top);
    if (!largest) return only ? [only.path] : [];
    return repeated.filter(({ size }) => size >= largest.size * SMALLEST_SHARE).map(({ path }) => path);
  }
}

/** Groups that repeat, or that their list is named for (`Pupils/Pupil`), and stand in none such. */
function* outermost(group: Group): Generator<Group> {
  for (const child of groupsIn(group)) {
    // What the list is named for is its record, though there be one alone: what repeats in it is a part of it.
    if (child.count > 1 || isPluralOf(nameOf(group), nameOf(child))) yield child;
    else yield* outermost(child);
  }
}

/** Where nothing repeats: the group that holds most, down to where it holds but texts. */
function fullest(group: Group): Group | undefined {
  const largest = largestOf(groupsIn(group));
  if (largest) return fullest(largest);
  return group.parent?.parent ? group : undefined;
}

function largestOf(groups: readonly Group[]): Group | undefined {
  return [...groups].sort((a, b) => b.size - a.size)[0];
}

function groupsIn(group: Group): readonly Group[] {
  return [...group.children.values()].filter(({ children }) => children.size > 0);
}

function nameOf({ path }: Group): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isPluralOf(plural: string, singular: string): boolean {
  const [many, one] = [plural.toLowerCase(), singular.toLowerCase()];
  return many !== one && many.startsWith(one.slice(0, Math.max(3, one.length - 1)));
}
