import { describe, expect, it } from 'vitest';
import { RULES } from '@contactpoint/contract';
import { readSourceFiles } from './source-files.ts';

const RULE_ID =
  /\b(?:HOLD|SUPPLY|MATCH|BEST|DISC|DQ|ACCESS|VIEW|SHIELD|SENS|ARCH|AUDIT|SAR|RECT|COMPL|SHARE|READY|FACE)-[0-9]{2}\b/g;
const COMMENT = /^\s*(?:\/\/|\/?\*).*$/gm;

const files = readSourceFiles(
  (path) => /\.ts$/.test(path) && !path.startsWith('packages/contract/src/rules/'),
);
const proofs = files.filter(
  ({ path }) => /\.test\.ts$|\/suite\/|-suite\.ts$/.test(path) && !path.startsWith('tools/catalogue/'),
);
const proven = new Set(proofs.flatMap(({ text }) => text.replaceAll(COMMENT, '').match(RULE_ID) ?? []));

describe('the rules of the directory', () => {
  it.each(RULES.map((rule) => [rule.id, rule.state] as const))(
    '%s (%s) is named by a test, or by the list of what is not built',
    (id, state) => {
      expect(proven.has(id) || state === 'notBuilt').toBe(true);
    },
  );

  it('are the only rules that code and tests name', () => {
    const known = new Set(RULES.map(({ id }) => id));
    const unknown = files.flatMap(({ path, text }) =>
      (text.match(RULE_ID) ?? []).filter((id) => !known.has(id)).map((id) => `${path}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });
});
