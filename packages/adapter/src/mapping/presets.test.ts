import { describe, expect, it } from 'vitest';
import { mapFirst, problemsOf } from '../../tests/test-line.ts';
import { parseMapping } from './parse-mapping.ts';
import { formatProblem } from './reading.ts';

const PRESET = `mapping: 1
name: Some vendor
source: { system: vendor }
inputs:
  children: { format: csv, file: children.csv, encoding: windows-1252, key: Id }
record: { each: children, id: Id }
child:
  names: [{ family: Surname }]
  gender: { from: Sex, codes: { M: male, F: female } }
policy: { errorIf: 10% }
tests: [{ given: { children: { Id: 1, Surname: Smith } }, want: { child: { names: [{ family: Smith }] } } }]
`;
const presets = {
  ids: ['vendor', 'broken'],
  find: (id: string) =>
    id === 'vendor'
      ? { file: 'preset vendor', text: PRESET }
      : id === 'broken'
        ? { file: 'preset broken', text: 'mapping: 1\nchild: { names: 5 }' }
        : undefined,
};
const parse = (text: string) => parseMapping(`mapping: 1\n${text}`, { file: 'mine.yaml', presets });

describe('a mapping that begins with a preset', () => {
  it('is the preset where it says nothing else', () => {
    const { mapping, problems } = parse('preset: vendor');
    expect(problems).toEqual([]);
    expect(mapping).toMatchObject({
      file: 'mine.yaml',
      name: 'Some vendor',
      policy: { errorIf: 0.1 },
      tests: [{}],
    });
  });

  it('puts its own word in the place of the preset’s, part by part of the child', async () => {
    const { mapping } = parse(`preset: vendor
source: { system: mine }
inputs: { children: { file: 'roll*.csv', delimiter: ';' } }
child: { gender: { from: Gender, codes: { m: male } }, addresses: [{ town: Town }] }
policy: { closeAfter: 3 }`);
    if (!mapping) throw new Error('refused');
    expect(mapping.inputs.get('children')).toMatchObject({
      format: 'csv',
      files: ['roll*.csv'],
      options: { encoding: 'windows-1252', delimiter: ';' },
    });
    expect(mapping.policy).toMatchObject({ errorIf: 0.1, closeAfter: 3 });
    expect(mapping.tests).toEqual([]);
    const row = { Id: '1', Surname: 'Smith', Gender: 'm', Town: 'Northmere' };
    expect((await mapFirst(mapping, { children: [row] })).record).toMatchObject({
      source: { system: 'mine' },
      child: { names: [{ family: 'Smith' }], gender: 'male', addresses: [{ town: 'Northmere' }] },
    });
  });

  it('takes a part of the preset away with an empty list', async () => {
    const { mapping } = parse('preset: vendor\nchild: { names: [] }');
    if (!mapping) throw new Error('refused');
    const { record } = await mapFirst(mapping, { children: [{ Id: '1', Surname: 'Smith', Sex: 'F' }] });
    expect(record?.child).toEqual({ gender: 'female' });
  });

  it('says of a problem in which document it stands', async () => {
    const { mapping } = parse('preset: vendor\nchild: { addresses: [{ town: Twon }] }');
    if (!mapping) throw new Error('refused');
    const found = await problemsOf(mapping, { children: [{ Id: '1', Surnam: 'Smith', Sex: 'F', Town: '' }] });
    expect(found.map((line) => line.split(' error ')[0]).toSorted()).toEqual([
      'mine.yaml:3:30',
      'preset vendor:8:21',
    ]);
  });

  it('refuses a preset that is not there or is broken itself', () => {
    expect(parse('preset: vendr').problems.map(formatProblem)).toEqual([
      'mine.yaml:2:9 error mapping.unknown-preset: There is no preset vendr. Did you mean vendor? The presets are vendor, broken.',
    ]);
    expect(parse('preset: broken').problems.map(formatProblem)[0]).toContain(
      'preset broken:2:17 error mapping.wrong-kind',
    );
  });

  it('refuses a new input without a format', () => {
    const { problems } = parse('preset: vendor\ninputs: { more: { file: x.csv } }');
    expect(problems.map(formatProblem)).toEqual([
      'mine.yaml:3:17 error mapping.missing: format is missing here. Add format.',
    ]);
  });
});
