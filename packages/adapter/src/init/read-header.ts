import { findLoneTerm, findNearWord, findTerm, LONGEST_PHRASE, type Term } from './header-lexicon.ts';
import { headerWords } from './header-words.ts';

/** Whose a column is. `other`: somebody whom a record does not hold. */
export type Owner = 'child' | 'carer' | 'worker' | 'school' | 'practice' | 'team' | 'other';

/** What the name of a column says, taken word by word. */
export interface HeaderReading {
  /** Undefined where the name does not say whose the column is. */
  readonly owner: Owner | undefined;
  /** Which of several people: `2` of “Parent 2 name”, `healthVisitor`; empty for the only or first one. */
  readonly person: string;
  /** What the column holds, in the order in which it is said. */
  readonly things: readonly string[];
  readonly qualifiers: ReadonlySet<string>;
  /** Why a record has no place for what the name speaks of. */
  readonly held: string | undefined;
  /** Words that mean nothing to the lexicon. */
  readonly unknown: readonly string[];
  /** Whether the name speaks of an address. */
  readonly isAddress: boolean;
  /** Whether it speaks of a school beside a worker: of where that one sits. */
  readonly isAtSchool: boolean;
  /** Whether what is meant is a doctor, not a practice. */
  readonly isDoctor: boolean;
  /** Whether it speaks of a team. */
  readonly isTeam: boolean;
  /** Whether it says that what stands there is a code or a number. */
  readonly isCode: boolean;
  /** Whether it asks: what stands there is yes or no. */
  readonly isQuestion: boolean;
  /** Whether it ends in “to”, as both “allocated to” whom and until when do. */
  readonly endsInTo: boolean;
  /** Whether it says that a name is the legal one, beside which another is in use. */
  readonly isLegal: boolean;
  /** The number behind what the column holds: the 2 of “Forename 2”. */
  readonly number: number | undefined;
}

/** What the reader is told besides the name. */
export interface HeaderSetting {
  /** Names of what the column stands in: the elements of XML, the table. */
  readonly context?: readonly string[];
  /** Words that stand before many names of the table and tell nothing. */
  readonly ignored?: ReadonlySet<string>;
}

/** Reads a column name. */
export function readHeader(name: string, { context = [], ignored }: HeaderSetting = {}): HeaderReading {
  const words = headerWords(name).filter((word) => !ignored?.has(word));
  const around = context.flatMap((part) => findTerms(headerWords(part)));
  const found = findTerms(words);
  const ids = (terms: readonly FoundTerm[], kind: Term['kind']) =>
    terms.flatMap(({ term }) => (term?.kind === kind ? [term.id] : []));
  const owners = ids([...around, ...found], 'owner');
  const own = ids(found, 'thing');
  const things = own.length > 0 ? own : thingsAround(found, ids(around, 'thing'));
  const numbers = findNumbers(words, found);
  const within = [...context.flatMap(headerWords), ...words];
  const owner = pickOwner(owners) ?? ownerOfContact(within, things, numbers.ofOwner);
  return {
    owner,
    person: personOf(owner, owners, numbers.ofOwner ?? numberOfPerson(things, numbers.ofThing)),
    things,
    qualifiers: new Set(ids([...around, ...found], 'qualifier')),
    held: found.find((of) => isHeld(of, owner))?.term?.id ?? heldAround(context),
    unknown: found.flatMap(({ term, phrase }) => (term ? [] : [phrase])),
    isAddress: owners.includes('address'),
    isAtSchool: owners.includes('school'),
    isDoctor: owners.includes('practice/doctor') && !owners.includes('practice'),
    isTeam: owners.includes('team'),
    isCode: words.some((word) => CODE_WORDS.has(word)),
    isQuestion: QUESTION_WORDS.has(words[0] ?? ''),
    endsInTo: words.at(-1) === 'to',
    isLegal: words.includes('legal'),
    number: numbers.ofThing,
  };
}

/** `phones/number`, `email/value`: what it stands in says what it is, where its own name says nothing. */
function thingsAround(found: readonly FoundTerm[], around: readonly string[]): readonly string[] {
  const isSilent = found.every(({ term }) => term?.kind === 'neutral');
  return isSilent ? around.filter((thing) => REACHING.has(thing)).slice(-1) : [];
}

const REACHING = new Set(['telephone', 'homeTelephone', 'email']);

const CODE_WORDS = new Set(['code', 'cd', 'no', 'num', 'number', 'nbr']);
const QUESTION_WORDS = new Set(['is', 'has', 'was', 'does', 'did', 'are']);

/** A phrase of a name, what it says to the lexicon, and where it ends: words are counted, numbers among them. */
interface FoundTerm {
  readonly phrase: string;
  readonly term: Term | undefined;
  readonly end: number;
}

/** The phrases that the words make, the longest first. */
function findTerms(words: readonly string[]): readonly FoundTerm[] {
  const places = words.flatMap((word, index) => (isNumber(word) ? [] : [{ word, index }]));
  const found: FoundTerm[] = [];
  for (let at = 0; at < places.length;) {
    const { phrase, term, length } = longestAt(
      places.map(({ word }) => word),
      at,
    );
    found.push({ phrase, term, end: places[at + length - 1]?.index ?? at });
    at += length;
  }
  return found;
}

function longestAt(words: readonly string[], at: number) {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const phrase = words.slice(at, at + length).join(' ');
    const term = words.length === 1 ? findLoneTerm(phrase) : findTerm(phrase);
    if (term) return { phrase, term, length };
  }
  const phrase = words[at] ?? '';
  const term = findTerm(phrase.replace(/s$/, '')) ?? findTerm(findNearWord(phrase) ?? '');
  return { phrase, term, length: 1 };
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

/** A number beside the words for somebody counts people; any other counts what the column holds. */
function findNumbers(words: readonly string[], found: readonly FoundTerm[]) {
  const people = new Set(found.filter(({ term }) => term?.kind === 'owner').map(({ end }) => end));
  let ofOwner: string | undefined;
  let ofThing: number | undefined;
  words.forEach((word, index) => {
    if (!isNumber(word)) return;
    const beside = [words[index - 1], words[index + 1]];
    const isOfPeople = people.has(index - 1) || beside.includes('contact') || beside.includes('priority');
    if (isOfPeople) ofOwner = String(Number(word));
    else ofThing = Number(word);
  });
  return { ofOwner, ofThing };
}

/** Of several words for somebody the one that stands furthest from the child counts. */
const BY_DISTANCE: readonly Owner[] = ['other', 'worker', 'carer', 'practice', 'school', 'team', 'child'];

function pickOwner(owners: readonly string[]): Owner | undefined {
  const kinds = new Set(owners.map((id) => id.split('/')[0]));
  return BY_DISTANCE.find((owner) => kinds.has(owner));
}

/** “Contact 1 forename”, “Contact name”: contacts of a child are its carers. “Contact number” is only a telephone. */
function ownerOfContact(
  words: readonly string[],
  things: readonly string[],
  number: string | undefined,
): Owner | undefined {
  const isContact = ['contact', 'contacts', 'priority'].some((word) => words.includes(word));
  const isPerson = things.some((thing) => OF_PEOPLE.has(thing));
  return isContact && (isPerson || number !== undefined) ? 'carer' : undefined;
}

const OF_PEOPLE = new Set([
  'given',
  'family',
  'name',
  'prefix',
  'relationship',
  'parentalResponsibility',
  'email',
]);

/** “Parent name 2”: a number behind anything but a line of an address counts people, too. */
function numberOfPerson(things: readonly string[], number: number | undefined): string | undefined {
  return number === undefined || things.includes('addressLine') ? undefined : String(number);
}

function personOf(owner: Owner | undefined, owners: readonly string[], number: string | undefined): string {
  if (owner !== 'carer' && owner !== 'worker') return '';
  const named = owners.findLast((id) => id.startsWith(`${owner}/`))?.slice(owner.length + 1) ?? '';
  return number === undefined || number === '1' ? named : `${named}${number}`;
}

/** Where a child is placed, and with whom, is nobody’s to publish: whatever stands in such a group stays there. */
const AWAY_PATTERN = /placement|placed|adopt|foster/i;

/** What the names around a column keep out of a record. */
export function heldAround(names: readonly string[]): string | undefined {
  return names.some((name) => AWAY_PATTERN.test(name))
    ? 'where or with whom a child is placed: the record does not hold it'
    : undefined;
}

/** Topics that say what kind of worker it is: “SEND officer” is no case information. */
const DESCRIBES_WORKERS = new Set([
  'send', 'sen', 'health', 'ehc', 'ehcp', 'lac', 'cla', 'placement', 'adoption', 'attendance',
]); // prettier-ignore

function isHeld({ phrase, term }: FoundTerm, owner: Owner | undefined): boolean {
  return term?.kind === 'held' && !(owner === 'worker' && DESCRIBES_WORKERS.has(phrase));
}
