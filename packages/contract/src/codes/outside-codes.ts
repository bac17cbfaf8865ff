import type { CodeList } from '../types.ts';
import { AUTHORITY_NAMES } from './authorities.ts';
import { createCodeList } from './code-list.ts';

export const NHS_NUMBER_STATUSES: CodeList = createCodeList(
  {
    id: 'nhs-number-statuses',
    title: 'NHS number status',
    version: '1',
    source: 'NHS Data Dictionary, NHS number status indicator code; only 01 may be trusted as an exact key',
  },
  {
    '01': 'Present and verified',
    '02': 'Present, not traced',
    '03': 'Trace required',
    '04': 'Trace attempted, no or more than one match',
    '05': 'Trace needs to be resolved',
    '06': 'Trace in progress',
    '07': 'Not present, and trace not required',
    '08': 'Trace postponed (baby under six weeks)',
  },
);

export const UPN_UNKNOWN_REASONS: CodeList = createCodeList(
  {
    id: 'upn-unknown-reasons',
    title: 'Why a pupil has no UPN',
    version: '2025',
    source: 'DfE Common Basic Data Set; UN8 to UN10 are named by the standard safeguarding dataset alone',
  },
  {
    UN1: 'Not of school age',
    UN2: 'Never attended a maintained school in England',
    UN3: 'Educated outside England',
    UN4: 'Newly looked after',
    UN5: 'Sources give conflicting numbers',
    UN6: 'Not known how long the number will be missing',
    UN7: 'Referral with no further action',
    UN8: 'As the standard safeguarding dataset says',
    UN9: 'As the standard safeguarding dataset says',
    UN10: 'As the standard safeguarding dataset says',
  },
);

const ENDED: Readonly<Record<string, string>> = {
  '835': '2019-03-31',
  '836': '2019-03-31',
  '837': '2019-03-31',
  '875': '2009-03-31',
  '909': '2023-03-31',
  '928': '2021-03-31',
};
const BEGUN: Readonly<Record<string, string>> = {
  '822': '2009-04-01',
  '823': '2009-04-01',
  '838': '2019-04-01',
  '839': '2019-04-01',
  '895': '2009-04-01',
  '896': '2009-04-01',
  '940': '2021-04-01',
  '941': '2021-04-01',
  '942': '2023-04-01',
  '943': '2023-04-01',
};

export const AUTHORITIES: CodeList = createCodeList(
  {
    id: 'authorities',
    title: 'Local authorities with children’s services',
    version: '2023-04',
    source: 'DfE local authority codes as Get Information About Schools writes them',
  },
  Object.fromEntries(
    Object.entries(AUTHORITY_NAMES).map(([code, title]) => [
      code,
      { title, ...(BEGUN[code] && { from: BEGUN[code] }), ...(ENDED[code] && { to: ENDED[code] }) },
    ]),
  ),
);
