import { writeZip, type ZipFrame, type ZipPart } from './zip-writer.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook to write: its sheets as the XML between the tags of `sheetData`, the rest as it is wanted. */
export interface WorkbookParts {
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: string;
    /** What follows the rows. */
    readonly after?: string;
    readonly state?: 'hidden' | 'veryHidden';
  }[];
  /** Inner XML of each shared string: `<t>Ann</t>`. */
  readonly strings?: readonly string[];
  /** Inner XML of the style sheet. */
  readonly styles?: string;
  readonly is1904?: boolean;
  /** More links of the workbook, as XML. */
  readonly relations?: string;
  /** More parts, or other ones in place of those written. */
  readonly parts?: readonly ZipPart[];
  readonly frame?: ZipFrame;
  /** Prefix of every element of sheets. */
  readonly prefix?: string;
}

/** Styles 0 plain, 1 a built-in date, 2 a date of the workbook's own, 3 an elapsed time, 4 text, 5 a time of day. */
const STYLES =
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;y&quot;mm"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>' +
  '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="49"/><xf numFmtId="20"/></cellXfs>';

/** Writes a workbook with nothing in it but what is given. */
export function writeWorkbook(workbook: WorkbookParts): Uint8Array {
  const { sheets, strings = [], parts = [], prefix = '' } = workbook;
  const worksheets = sheets.map(({ rows, after = '' }, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    data: `<${prefix}worksheet xmlns${prefix && `:${prefix.slice(0, -1)}`}="${MAIN}"><${prefix}sheetData>${rows}</${prefix}sheetData>${after}</${prefix}worksheet>`,
  }));
  const list = sheets.map(({ name, state }, index) => {
    const hidden = state === undefined ? '' : ` state="${state}"`;
    return `<sheet name="${name}" sheetId="${index + 1}"${hidden} r:id="rId${index + 1}"/>`;
  });
  const links = [...worksheets.map(() => 'worksheet'), 'styles', 'sharedStrings'].map((type, index) => {
    const target = type === 'worksheet' ? `worksheets/sheet${index + 1}.xml` : `${type}.xml`;
    return `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  });
  const written: ZipPart[] = [
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${workbook.is1904 === true ? 1 : 0}"/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${PACKAGE}">${links.join('')}${workbook.relations ?? ''}</Relationships>`,
    },
    { name: 'xl/styles.xml', data: `<styleSheet xmlns="${MAIN}">${workbook.styles ?? STYLES}</styleSheet>` },
    {
      name: 'xl/sharedStrings.xml',
      data: `<sst xmlns="${MAIN}" count="9999" uniqueCount="1">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    },
    ...worksheets,
  ];
  const others = written.filter(({ name }) => !parts.some((part) => part.name === name));
  return writeZip([...others, ...parts], workbook.frame);
}
