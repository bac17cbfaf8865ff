// The same record as mapping.yaml makes, without checks, in the words of an OpenFn job: an operation for each row,
// whose values are read by JSONPath.
import common from '@openfn/language-common';

interface State {
  readonly data: unknown;
  readonly records: unknown[];
}
type Value = (state: State) => unknown;
type Operation = (state: State) => State;

// Its own types do not resolve where modules are those of Node.
const { dataValue, each, execute, field, fields, fn } = common as {
  dataValue(path: string): Value;
  each(path: string, operation: Operation): Operation;
  execute(...operations: readonly Operation[]): (state: State) => Promise<State>;
  field(key: string, value: unknown): readonly [string, unknown];
  fields(...all: readonly (readonly [string, unknown])[]): object;
  fn(operation: Operation): Operation;
};

const text =
  (name: string) =>
  (state: State): string =>
    String(dataValue(name)(state));
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
    );
const list =
  (...items: readonly (readonly [when: string | undefined, value: Value])[]): Value =>
  (state) =>
    items.filter(([when]) => when === undefined || text(when)(state) !== '').map(([, value]) => value(state));

const record = object({
  source: object({
    system: 'bench-ics',
    recordId: dataValue('CaseID'),
    suppliedAt: (state: State) => `${String(day('ExtractDate')(state))}T00:00:00Z`,
  }),
  operation: 'upsert',
  completeness: 'full',
  child: object({
    names: list(
      [
        undefined,
        object({ use: 'current', given: filled('Forename', 'MiddleName'), family: dataValue('Surname') }),
      ],
      [
        'PreviousSurname',
        object({ use: 'former', given: filled('Forename'), family: dataValue('PreviousSurname') }),
      ],
      ['KnownAs', object({ use: 'preferred', given: filled('KnownAs'), family: dataValue('Surname') })],
    ),
    dateOfBirth: object({ value: day('DOB'), precision: 'day', status: 'known' }),
    gender: (state: State) => ({ M: 'male', F: 'female' })[text('Gender')(state)],
    addresses: list([
      undefined,
      object({
        use: 'current',
        lines: filled('Addr1', 'Addr2'),
        town: dataValue('Town'),
        county: dataValue('County'),
        postcode: dataValue('Postcode'),
        uprn: dataValue('UPRN'),
      }),
    ]),
    identifiers: list(
      [undefined, object({ type: 'nhsNumber', value: dataValue('NHSNo') })],
      ['UPN', object({ type: 'upn', value: dataValue('UPN') })],
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
      service: object({ category: 'socialCare', name: dataValue('Team') }),
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
    fn((state) => {
      state.records.push(record(state));
      return state;
    }),
  ),
);

/** The records of rows, as the job makes them. */
export async function runOpenFnJob(rows: readonly unknown[]): Promise<readonly unknown[]> {
  const { records } = await job({ data: rows, records: [] });
  return records;
}
