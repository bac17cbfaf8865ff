/** The value of a column in a row, counted from 0. */
export type Make = (row: number) => string;
const NHS = ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069'];
const UPNS = ['R820910318001', 'H820910122002', 'T820910320003', 'G820910321004'];
const pick =
  (list: readonly string[]): Make =>
  (row) =>
    list[row % list.length] ?? '';
const two = (value: number) => String(value).padStart(2, '0');

/** The row's own learner number, with its check digit. */
function ulnOf(row: number): string {
  const base = String(196_498_600 + row * 10);
  const sum = [...base].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  return `${base}${(10 - (sum % 11)) % 10}`;
}

/** Invented values by what they are: nobody's. Tests and the benchmark of drafts fill columns with them. */
export const SAMPLES = {
  id: (row: number) => String(100_200 + row * 7),
  ref: (row: number) => `A${4800 + row}`,
  given: pick(['Siân', 'Amelia', 'Rhys', 'Mohammed', 'Zofia', 'D’Arcy']),
  family: pick(["O'Neill", 'Hartley', 'Khan', 'Nowak', 'Williams-Jones']),
  name: pick(['Priya Nair', 'Marcus Bell', 'Adaeze Obi']),
  words: pick(['Alpha', 'Beta', 'Gamma']),
  date: (row: number) => `${two(1 + (row % 28))}/${two(1 + (row % 12))}/${2008 + (row % 12)}`,
  isoTime: (row: number) => `${2008 + (row % 12)}-${two(1 + (row % 12))}-${two(1 + (row % 28))} 00:00:00`,
  iso: (row: number) => `${2008 + (row % 12)}-${two(1 + (row % 12))}-${two(1 + (row % 28))}`,
  day: (row: number) => String(1 + (row % 28)),
  month: (row: number) => String(1 + (row % 12)),
  year: (row: number) => String(2008 + (row % 12)),
  sex: pick(['M', 'F', 'U']),
  sexWord: pick(['Male', 'Female']),
  nhs: pick(NHS),
  upn: pick(UPNS),
  postcode: pick(['NM4 2QT', 'NM1 1AB', 'CH41 5EU']),
  house: (row: number) => String(1 + (row % 80)),
  street: pick(['Mere Lane', 'Tanners Row', 'Ferry Street']),
  town: pick(['Northmere', 'Eastmere']),
  number: (row: number) => String(10_000_000 + row * 13),
  phone: (row: number) => `01632 960${100 + (row % 800)}`,
  email: pick(['a.nair@northmere.example', 'm.bell@northmere.example']),
  yes: pick(['Y', 'N']),
  longId: (row: number) => `444${String(2_000_000 + row * 7).padStart(10, '0')}`,
  sexNumber: pick(['1', '2', '9']),
  uln: ulnOf,
  laCode: pick(['820', '826']),
  monthName: (row: number) => `${two(1 + (row % 28))} ${['Jan', 'Feb', 'Mar'][row % 3]} ${2008 + (row % 12)}`,
  relation: pick(['Mother', 'Father', 'Carer']),
  practice: pick(['Y06601', 'Y06602']),
  code: pick(['A1', 'B2', 'C3']),
  initials: pick(['SO', 'AH', 'RK']),
  title: pick(['Miss', 'Master']),
  mobile: (row: number) => `07700 900${100 + (row % 800)}`,
  sexUpper: pick(['FEMALE', 'MALE']),
  nino: pick(['QQ123456C', 'QQ654321A']),
  guid: (row: number) => `{0F30B81C-D956-4A05-89DF-${String(580_000_000_000 + row)}}`,
  urn: pick(['999101', '999102', '999103']),
  compactDate: (row: number) => `${2008 + (row % 12)}${two(1 + (row % 12))}${two(1 + (row % 28))}`,
  isoZ: (row: number) => `${2008 + (row % 12)}-${two(1 + (row % 12))}-${two(1 + (row % 28))}T00:00:00Z`,
  text: pick(['Likes swimming, and cats.', 'See file 12.', 'Called on Monday; no answer.']),
  empty: () => '',
  addressType: pick(['HOME', 'PREV', 'PLACEMENT']),
  refType: pick(['NHS Number', 'Unique Pupil Number', 'Case Number']),
  refValue: (row: number) => [NHS[row % NHS.length], UPNS[row % UPNS.length], `C${row}`][row % 3] ?? '',
} satisfies Record<string, Make>;
