import type { SearchCriteria } from '@contactpoint/contract';
import { type Disclosure, identifiersOf } from '../view/disclosure.ts';
import { searchText, searchWords } from './search-text.ts';

/**
 * How many of the criteria what is shown agrees with; undefined when one of them contradicts it. What is not
 * shown neither agrees nor contradicts, so that a hidden value changes no answer (SHIELD-02).
 */
export function agreement(shown: Disclosure, criteria: SearchCriteria): number | undefined {
  const verdicts = [
    given(shown, criteria),
    family(shown, criteria),
    birth(shown, criteria),
    gender(shown, criteria),
    postcode(shown, criteria),
    identifier(shown, criteria),
  ];
  return verdicts.includes('contradicts')
    ? undefined
    : verdicts.filter((verdict) => verdict === 'agrees').length;
}

type Verdict = 'agrees' | 'contradicts' | 'silent';

/** Whether any of the shown values is the one asked for. */
function compare(
  asked: string | undefined,
  shown: readonly string[],
  same: (value: string, asked: string) => boolean,
): Verdict {
  if (asked === undefined || asked === '' || shown.length === 0) return 'silent';
  return shown.some((value) => same(value, asked)) ? 'agrees' : 'contradicts';
}

const equal = (value: string, asked: string): boolean => value === asked;
/** A short form, an initial or a longer form of the same name. */
const alike = (value: string, asked: string): boolean => value.startsWith(asked) || asked.startsWith(value);

const given = ({ names }: Disclosure, criteria: SearchCriteria): Verdict =>
  compare(
    searchWords(criteria.given ?? '')[0],
    names.flatMap(({ value }) => (value.given ?? []).flatMap(searchWords)),
    alike,
  );

const family = ({ names }: Disclosure, criteria: SearchCriteria): Verdict => {
  const asked = searchWords(criteria.family ?? '');
  const shown = names.map(({ value }) => searchWords(value.family ?? '')).filter((words) => words.length > 0);
  return compare(
    asked.join(''),
    shown.map((words) => words.join(' ')),
    (value) => {
      const words = value.split(' ');
      return words.join('') === asked.join('') || words.some((word) => asked.includes(word));
    },
  );
};

const birth = ({ dateOfBirth }: Disclosure, criteria: SearchCriteria): Verdict =>
  compare(criteria.dateOfBirth, dateOfBirth ? [dateOfBirth.value.value] : [], (value, asked) =>
    asked.startsWith(value),
  );

const gender = (shown: Disclosure, criteria: SearchCriteria): Verdict =>
  compare(criteria.gender, shown.gender ? [shown.gender.value] : [], equal);

const postcode = ({ addresses }: Disclosure, criteria: SearchCriteria): Verdict =>
  compare(
    criteria.postcode === undefined ? undefined : searchText(criteria.postcode),
    addresses.flatMap(({ value }) => (value.postcode === undefined ? [] : [searchText(value.postcode)])),
    equal,
  );

const identifier = (shown: Disclosure, { identifier: asked }: SearchCriteria): Verdict =>
  compare(
    asked === undefined ? undefined : searchText(asked.value),
    asked === undefined ? [] : identifiersOf(shown, asked.type).map(searchText),
    equal,
  );
