import { createError } from '@contactpoint/contract';
import type { XmlAttribute } from '@contactpoint/contract/xml';
import { readPart, toRecord, type PartOptions } from './part-reader.ts';
import { XLSX_LIMITS } from './xlsx-options.ts';

/**
 * Whether cells of a style hold dates, by the style's number. Reads the styles part of a workbook; a workbook
 * without one has no dates.
 */
export async function readDateStyles(part: PartOptions | undefined): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  const open = (name: string, attributes: readonly XmlAttribute[]): void => {
    const { numFmtId = '0', formatCode = '' } = toRecord(attributes);
    if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
    else if (name === 'cellXfs') inCellStyles = true;
    else if (name === 'xf' && inCellStyles) styles.push(isDateFormat(Number(numFmtId), codes));
    if (styles.length > XLSX_LIMITS.styles)
      throw createError('xlsx.limit', {
        values: { file: part!.file, what: 'styles', limit: XLSX_LIMITS.styles },
      });
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') inCellStyles = false;
  };
  if (part !== undefined) for await (const step of readPart({ open, close }, part)) void step;
  return styles;
}

/** Built-in formats that show dates or times of day (ECMA-376, 18.8.30), those of East Asian editions among them. */
function isDateFormat(id: number, codes: ReadonlyMap<number, string>): boolean {
  const code = codes.get(id);
  if (code !== undefined) return isDateCode(code);
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);
}

/** A code shows a date when its first section has a sign of date or time outside quotes, escapes and brackets. */
export function isDateCode(code: string): boolean {
  const [section = ''] = code.replace(/"[^"]*"?|\\.|_.|\*./g, '').split(';');
  // An elapsed time ([h]:mm) is an amount, not a time of any day.
  if (/\[[hms]+\]/i.test(section)) return false;
  return /[ymdhs]/i.test(section.replace(/\[[^\]]*\]?/g, '').replace(/general/gi, ''));
}
