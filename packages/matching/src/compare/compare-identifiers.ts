import { FIELD } from '../model/model.ts';
import type { Comparison } from './comparison.ts';
import { IDENTIFIER_WIDTH, startOf, type FeatureTable } from './feature-table.ts';

/** Level numbers in the order of the model's fields; 0 is missing. */
export const NHS = { same: 1, superseded: 2, different: 3 } as const;
export const UPN = { same: 1, different: 2 } as const;
export const IDENTIFIER = { same: 1, similar: 2, different: 3 } as const;

/** Compares the identifiers of two rows. */
export function compareIdentifiers(cx: Comparison, a: number, b: number): void {
  cx.set(FIELD.nhsNumber, compareNhsNumbers(cx.table, a, b));
  cx.set(FIELD.upn, compareUpns(cx.table, a, b));
  cx.set(FIELD.identifier, compareOthers(cx.table, a, b));
}

function compareNhsNumbers({ nhsNumbers, nhsEnds }: FeatureTable, a: number, b: number): number {
  const lastA = nhsEnds.values[a]!;
  const firstB = startOf(nhsEnds, b);
  const lastB = nhsEnds.values[b]!;
  let level = 0;
  for (let i = startOf(nhsEnds, a); i < lastA; i += 1) {
    const one = nhsNumbers.values[i]!;
    for (let j = firstB; j < lastB; j += 1) {
      const other = nhsNumbers.values[j]!;
      if (one === other && one > 0) return NHS.same;
      // A replaced number (negative) is still this child's.
      if (Math.abs(one) === Math.abs(other)) level = NHS.superseded;
      else if (level === 0 && one > 0 && other > 0) level = NHS.different;
    }
  }
  return level;
}

function compareUpns({ upns, upnEnds }: FeatureTable, a: number, b: number): number {
  const lastA = upnEnds.values[a]!;
  const firstB = startOf(upnEnds, b);
  const lastB = upnEnds.values[b]!;
  let level = 0;
  for (let i = startOf(upnEnds, a); i < lastA; i += 1) {
    for (let j = firstB; j < lastB; j += 1) {
      if (upns.values[i] === upns.values[j]) return UPN.same;
      level = UPN.different;
    }
  }
  return level;
}

/** Characters from which on one keystroke is likelier a slip than another child's number. */
const LONG_ENOUGH = 6;

/** Only identifiers of one kind and issuer are compared: another issuer's number says nothing. */
function compareOthers({ identifiers, identifierEnds, tokens }: FeatureTable, a: number, b: number): number {
  const lastA = identifierEnds.values[a]!;
  const firstB = startOf(identifierEnds, b);
  const lastB = identifierEnds.values[b]!;
  let level = 0;
  for (let i = startOf(identifierEnds, a); i < lastA; i += IDENTIFIER_WIDTH) {
    for (let j = firstB; j < lastB; j += IDENTIFIER_WIDTH) {
      if (identifiers.values[i] !== identifiers.values[j]) continue;
      const one = identifiers.values[i + 1]!;
      const other = identifiers.values[j + 1]!;
      if (one === other) return IDENTIFIER.same;
      const slip =
        Math.min(tokens.lengths[one]!, tokens.lengths[other]!) >= LONG_ENOUGH &&
        tokens.oneEditApart(one, other);
      if (slip) level = IDENTIFIER.similar;
      else if (level === 0) level = IDENTIFIER.different;
    }
  }
  return level;
}
