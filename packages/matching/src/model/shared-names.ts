import { variantGroups } from './name-variants.ts';

/**
 * Names that tell nobody apart on their own: religious and honorific names borne by brothers and sisters
 * alike, beside which another given name is the one in use (MOHAMMED ALI is called ALI).
 */
const SHARED_NAMES: ReadonlySet<string> = new Set([
  ...[
    'MOHAMMED',
    'MUHAMMAD',
    'MOHAMMAD',
    'MOHAMED',
    'MUHAMMED',
    'MUHAMED',
    'MOHAMAD',
    'MOHD',
    'MUHD',
    'MD',
    'MOHMED',
  ],
  ...[
    'MUHAMAD',
    'MAHAMED',
    'MAXAMED',
    'SYED',
    'SYEDA',
    'SAYED',
    'SAYYID',
    'ABDUL',
    'ABD',
    'ABU',
    'UMM',
    'HAFIZ',
  ],
  ...[
    'SINGH',
    'KAUR',
    'BIBI',
    'BEGUM',
    'KHATUN',
    'KUMAR',
    'KUMARI',
    'MST',
    'MOSAMMAT',
    'MUSAMMAT',
    'UR',
    'EL',
    'AL',
    'BIN',
    'BINT',
  ],
]);

/** Letters from which on one keystroke makes no other name of a shared one. */
const LONG = 7;
const LONG_NAMES = [...SHARED_NAMES].filter(({ length }) => length >= LONG);

/** The shared name that a token is, or is mistyped for (MMOHAMMAD); undefined for any other name. */
export function toSharedName(token: string): string | undefined {
  if (SHARED_NAMES.has(token)) return token;
  if (token.length < LONG - 1 || variantGroups(token) !== undefined) return undefined;
  return LONG_NAMES.find((name) => isOneSlip(name, token));
}

/** One character wrong, lost or added, or two neighbours exchanged. */
function isOneSlip(a: string, b: string): boolean {
  const [longer, shorter] = a.length < b.length ? [b, a] : [a, b];
  if (longer.length - shorter.length > 1) return false;
  let at = 0;
  while (at < shorter.length && longer[at] === shorter[at]) at += 1;
  const rest = longer.slice(at + 1);
  if (longer.length > shorter.length) return rest === shorter.slice(at);
  const exchanged = longer[at] === shorter[at + 1] && longer[at + 1] === shorter[at];
  return rest === shorter.slice(at + 1) || (exchanged && longer.slice(at + 2) === shorter.slice(at + 2));
}
