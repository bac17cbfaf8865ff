import type { MeaningId } from './vocabulary.ts';

/** Whose a column is, where its name says so: a parent or carer's, or that of somebody who works with the child. */
type Owner = 'carer' | 'worker';

const OWNERS: Readonly<Record<string, Owner>> = {
  ...ownedBy('carer', ['parent', 'parents', 'carer', 'carers', 'mother', 'mothers', 'father', 'fathers', 'guardian', 'guardians', 'mum', 'dad', 'kin', 'claimant']),
  ...ownedBy('worker', ['worker', 'workers', 'practitioner', 'practitioners', 'professional', 'professionals', 'keyworker', 'caseworker', 'assessor', 'adviser', 'advisor', 'coordinator', 'officer', 'manager', 'nurse', 'visitor', 'staff', 'hv', 'sw']),
}; // prettier-ignore
/** Their telephone is not the child's; nothing else is told by these words. */
const PLACES: Readonly<Record<string, Owner>> = { contact: 'carer', team: 'worker', office: 'worker' };

type Thing = 'none' | 'name' | 'given' | 'family' | 'telephone' | 'email' | 'relationship' | 'role';

const THINGS: Readonly<Record<string, Thing>> = {
  name: 'name', fullname: 'name', forename: 'given', firstname: 'given', surname: 'family', lastname: 'family', tel: 'telephone', phone: 'telephone', telephone: 'telephone', mobile: 'telephone',
  landline: 'telephone', email: 'email', relationship: 'relationship', relation: 'relationship', role: 'role', jobtitle: 'role',
}; // prettier-ignore

const MEANINGS_OF: Readonly<Record<Owner, Readonly<Partial<Record<Thing, MeaningId>>>>> = {
  carer: { name: 'carerName', given: 'carerGiven', family: 'carerFamily', telephone: 'carerTelephone', email: 'carerEmail', relationship: 'relationship' },
  worker: { name: 'workerName', given: 'workerGiven', family: 'workerFamily', telephone: 'workerTelephone', email: 'workerEmail', role: 'role' },
}; // prettier-ignore

/** Meanings that only a child's own columns have: nobody else's come near them. */
const OWN: ReadonlySet<MeaningId> = new Set<MeaningId>(['given', 'middle', 'family', 'preferredGiven', 'preferredFamily', 'formerFamily', 'wholeName', 'prefix', 'suffix', 'birthDate', 'sex', 'addressLine', 'town', 'county', 'postcode', 'nhsNumber', 'carerTelephone', 'carerEmail', 'workerTelephone', 'workerEmail']); // prettier-ignore

/** What a name such as “lead practitioner phone” or “parent/carer tel” means, said by whose it is and what it is. */
export function whoseColumn(words: readonly string[]): {
  /** Undefined where the name says whose, but not what. */
  readonly meaning: MeaningId | undefined;
  /** How sure that is, from 0 to 1. */
  readonly score: number;
  /** Whether a column of this name may be taken for something that is only called a little like it. */
  readonly excludes: (meaning: MeaningId) => boolean;
} {
  const owner = words.map((word) => OWNERS[word]).findLast((found) => found !== undefined);
  const place = words.map((word) => PLACES[word]).find((found) => found !== undefined);
  const thing = findThing(words);
  const whose = owner ?? place;
  // “Housing officer” is who that is, by name.
  const isPerson = OWNERS[words.at(-1) ?? ''] !== undefined;
  const meaning = whose && MEANINGS_OF[whose][thing ?? (isPerson ? 'name' : 'none')];
  return {
    meaning,
    score: thing ? 0.92 : 0.7,
    excludes: (other) =>
      (owner !== undefined || meaning !== undefined) && other !== meaning && OWN.has(other),
  };
}

/** The last words of a name say what it is: numbers behind them only count. */
function findThing(words: readonly string[]): Thing | undefined {
  const telling = words.filter((word) => !/^(\d+|no|number|num|address)$/.test(word));
  return THINGS[telling.slice(-2).join('')] ?? THINGS[telling.at(-1) ?? ''];
}

function ownedBy(owner: Owner, words: readonly string[]): Readonly<Record<string, Owner>> {
  return Object.fromEntries(words.map((word) => [word, owner]));
}
