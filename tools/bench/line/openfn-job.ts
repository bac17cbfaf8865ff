// The same record as mapping.yaml makes, without checks, in the words of an OpenFn job: an operation for each row,
// whose values are read by JSONPath.
import { dataValue, each, execute, field, fields, fn } from '@openfn/language-common';

interface State {
  readonly data: unknown;
  readonly records: unknown[];
}
type Value = (state: State) => unknown;

const column = (name: string): Value => dataValue(name) as Value;
const text =
  (name: string) =>
  (state: State): string =>
    String(column(name)(state));
const day =
  (name: string): Value =>
  (state) =>
    text(name)(state).split('/').reverse().join('-');
const filled =
  (...names: readonly string[]): Value =>
  (state) =>
    names.map((name) => text(name)(state)).filter((value) => value !== '');
const dial =
  (name: string): Value =>
  (state) =>
    text(name)(state)
      .replace(/[^0-9]/g, '')
      .replace(/^0/, '+44');
const object =
  (shape: Readonly<Record<string, unknown>>): Value =>
  (state) =>
    fields(
      ...Object.entries(shape).map(([key, value]) =>
        field(key, typeof value === 'function' ? (value as Value)(state) : value),
      ),
    ) as unknown;
const list =
  (...items: readonly (readonly [when: string | undefined, value: Value])[]): Value =>
  (state) =>
    items.filter(([when]) => when === undefined || text(when)(state) !== '').map(([, value]) => value(state));

const record = object({
  source: object({
    system: 'bench-ics',
    recordId: column('CaseID'),
    suppliedAt: (state: State) => `${String(day('ExtractDate')(state))}T00:00:00Z`,
  }),
  operation: 'upsert',
  completeness: 'full',
  child: object({
    names: list(
      [
        undefined,
        object({ use: 'current', given: filled('Forename', 'MiddleName'), family: column('Surname') }),
      ],
      [
        'PreviousSurname',
        object({ use: 'former', given: filled('Forename'), family: column('PreviousSurname') }),
      ],
      ['KnownAs', object({ use: 'preferred', given: filled('KnownAs'), family: column('Surname') })],
    ),
    dateOfBirth: object({ value: day('DOB'), precision: 'day', status: 'known' }),
    gender: (state: State) => ({ M: 'male', F: 'female' })[text('Gender')(state)],
    addresses: list([
      undefined,
      object({
        use: 'current',
        lines: filled('Addr1', 'Addr2'),
        town: column('Town'),
        county: column('County'),
        postcode: column('Postcode'),
        uprn: column('UPRN'),
      }),
    ]),
    identifiers: list(
      [undefined, object({ type: 'nhsNumber', value: column('NHSNo') })],
      ['UPN', object({ type: 'upn', value: column('UPN') })],
    ),
  }),
  carers: list([
    undefined,
    object({
      relationship: 'carer',
      contact: object({ telephone: (state: State) => [dial('Telephone')(state)] }),
    }),
  ]),
  involvements: list([
    undefined,
    object({
      id: (state: State) => `${text('Team')(state)}-${text('StartDate')(state)}`,
      service: object({ category: 'socialCare', name: column('Team') }),
      practitioner: object({
        name: object({
          given: (state: State) => text('Worker')(state).split(' ').slice(0, 1),
          family: (state: State) => text('Worker')(state).split(' ').slice(1).join(' '),
        }),
      }),
      contact: object({ telephone: (state: State) => [dial('WorkerTel')(state)] }),
      from: day('StartDate'),
    }),
  ]),
});

const job = execute(
  each(
    '$.data[*]',
    fn((state: State) => {
      state.records.push(record(state));
      return state;
    }),
  ),
);

/** The records of rows, as the job makes them. */
export async function runOpenFnJob(rows: readonly unknown[]): Promise<readonly unknown[]> {
  const { records } = (await job({ data: rows, records: [] })) as State;
  return records;
}
