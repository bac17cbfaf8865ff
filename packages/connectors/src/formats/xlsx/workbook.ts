import { createError } from '@contactpoint/contract';
import type { XmlAttribute } from '@contactpoint/contract/xml';
import type { ZipArchive } from '../../zip/zip-archive.ts';
import { readPart, toRecord, type PartOptions } from './part-reader.ts';

/** One sheet of cells, in the order of the workbook's tabs. */
export interface Sheet {
  readonly name: string;
  /** Name of its part in the archive. */
  readonly part: string;
  readonly isHidden: boolean;
}

/** What a workbook says of itself. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Whether days are counted from 1904. */
  readonly is1904: boolean;
  readonly stylesPart: string | undefined;
  readonly stringsPart: string | undefined;
}

/** A link from one part to another, by its id. */
interface Relation {
  /** Last word of its type: the words before differ between the transitional and the strict form. */
  readonly type: string;
  readonly target: string;
}
type Relations = ReadonlyMap<string, Relation>;

/**
 * Reads how a workbook is made up. Throws `xlsx.not-a-workbook` for another archive, and `xlsx.refused` for one with
 * macros or with links to other workbooks: what such cells show depends on more than the file.
 */
export async function readWorkbook(archive: ZipArchive, file: string): Promise<Workbook> {
  const root = await readRelations(archive, file, '');
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined || !archive.names.includes(main))
    throw createError('xlsx.not-a-workbook', { values: { file } });
  const relations = await readRelations(archive, file, main);
  refuseActiveContent(archive.names, relations, file);
  const { sheets, is1904 } = await readMainPart({ archive, file, name: main }, relations);
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target;
  return { sheets, is1904, stylesPart: partOf('styles'), stringsPart: partOf('sharedStrings') };
}

function refuseActiveContent(names: readonly string[], relations: Relations, file: string): void {
  const types = new Set([...relations.values()].map(({ type }) => type));
  const holds = (pattern: RegExp) => names.some((name) => pattern.test(name));
  const refuse = (reason: string) => createError('xlsx.refused', { values: { file, reason } });
  if (types.has('vbaProject') || holds(/vbaProject\.bin$|\/macrosheets\//i)) throw refuse('it holds macros');
  if (types.has('externalLink') || holds(/\/externalLinks\//i))
    throw refuse('it takes values from other workbooks');
}

async function readMainPart(
  part: PartOptions,
  relations: Relations,
): Promise<Pick<Workbook, 'sheets' | 'is1904'>> {
  const sheets: Sheet[] = [];
  let is1904 = false;
  const open = (element: string, attributes: readonly XmlAttribute[]): void => {
    const { date1904, state, name = '' } = toRecord(attributes);
    if (element === 'workbookPr') is1904 = date1904 === '1' || date1904 === 'true';
    if (element !== 'sheet') return;
    const relation = relations.get(findRelationId(attributes) ?? '');
    if (relation?.type !== 'worksheet') return;
    const isHidden = state === 'hidden' || state === 'veryHidden';
    sheets.push({ name, part: relation.target, isHidden });
  };
  for await (const step of readPart({ open }, part)) void step;
  return { sheets, is1904 };
}

/** The links of a part (of the archive itself for an empty name); none where it has no list of them. */
async function readRelations(archive: ZipArchive, file: string, of: string): Promise<Relations> {
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  const name = `${folder}_rels/${of.slice(folder.length)}.rels`;
  const relations = new Map<string, Relation>();
  if (!archive.names.includes(name)) return relations;
  const open = (element: string, attributes: readonly XmlAttribute[]): void => {
    const { Id: id, Type: type = '', Target: target = '', TargetMode: mode } = toRecord(attributes);
    if (element !== 'Relationship' || id === undefined || mode === 'External') return;
    relations.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolveTarget(folder, target) });
  };
  for await (const step of readPart({ open }, { archive, file, name })) void step;
  return relations;
}

/** A target relative to its part's folder; what leads out of the archive finds no part there. */
function resolveTarget(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target.slice(1) : folder + target).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** `r:id`, in whichever edition's namespace of relations. */
function findRelationId(attributes: readonly XmlAttribute[]): string | undefined {
  return attributes.find(({ local }) => local === 'id')?.value;
}
