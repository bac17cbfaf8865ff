const LENGTH = 4;
const VOWELS = 'AEIOUY';

/**
 * What a consonant and the letters after it sound like, in the name cultures of Britain: the rule whose
 * letters stand at the place is taken, the first of several. `before` asks for one of its letters after them.
 * Ours: made so that spellings and transliterations of one name share a code more often than strangers do.
 */
interface Spelling {
  readonly letters: string;
  readonly sound: string;
  readonly before?: string;
}

const rules = (text: string): readonly Spelling[] =>
  text.split(' ').map((rule) => {
    const [, letters = '', before, sound = ''] = /^([A-Z]+)(?:\(([A-Z]+)\))?>([A-Z]*)$/.exec(rule) ?? [];
    return before === undefined ? { letters, sound } : { letters, sound, before };
  });

const SPELLINGS: Readonly<Record<string, readonly Spelling[]>> = {
  B: rules('BH>V B>B'),
  C: rules('CHR>KR CH>S CZ>S CK>K C(EIY)>S C>K'),
  D: rules('DZ>S DH>T DD>T D>T'),
  F: rules('F>F'),
  G: rules('GH(AEIOUY)>K GH> G(EIY)>J G>K'),
  H: rules('H>'),
  J: rules('J>J'),
  K: rules('KH>K KJ>S K>K'),
  L: rules('L>L'),
  M: rules('MH(AEIOU)>V M>M'),
  N: rules('N(BP)>M N>N'),
  P: rules('PH>F P>P'),
  Q: rules('Q>K'),
  R: rules('RZ>S R>R'),
  S: rules('SZCZ>S SCH>S SH>S SZ>S S>S'),
  T: rules('TSCH>S TCH>S TH>T TZ>S TS>S T>T'),
  V: rules('V>V'),
  W: rules('W(AEIOUY)>V W>'),
  X: rules('X>K'),
  Z: rules('ZH>S Z>S'),
};

/**
 * A code that spellings of one sound share: the first sound and the consonants after it, at most four.
 * Letters outside A–Z stand for themselves.
 */
export function toSound(token: string): string {
  let code = VOWELS.includes(token[0] ?? '') ? 'A' : '';
  let last = '';
  let at = 0;
  while (at < token.length && code.length < LENGTH) {
    const letter = token[at]!;
    const rule = SPELLINGS[letter]?.find((spelling) => fits(spelling, token, at));
    const sound = rule?.sound ?? (VOWELS.includes(letter) ? '' : letter);
    // Only letters side by side are one sound: MOHAMMED is M-M-T, not M-T.
    if (sound !== last) code += sound;
    last = sound;
    at += rule?.letters.length ?? 1;
  }
  return code.slice(0, LENGTH);
}

function fits({ letters, before }: Spelling, token: string, at: number): boolean {
  if (!token.startsWith(letters, at)) return false;
  return before === undefined || before.includes(token[at + letters.length] ?? '-');
}
