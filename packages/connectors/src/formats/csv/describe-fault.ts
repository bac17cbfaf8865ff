import { createIssue, type Issue, type IssueDetails, type Place } from '@contactpoint/contract';
import type { Fault } from './row-scanner.ts';

/** What is known of an unreadable row; nothing of its content. */
export interface FaultFacts {
  readonly fault: Fault;
  readonly place: Place;
  /** Name of the column of a quote at fault, and the quote's offset in the file. */
  readonly column: string;
  readonly byte: number;
  readonly found: number;
  readonly expected: number;
  readonly limit: number;
  readonly encoding: string;
}

/** The issue that tells a person what is wrong with an unreadable row, and where. */
export function describeFault(facts: FaultFacts): Issue {
  const { fault, place, column, byte } = facts;
  const atQuote: IssueDetails = { place: { ...place, column }, values: { column, byte } };
  switch (fault) {
    case 'stray-quote':
      return createIssue('csv.stray-quote', atQuote);
    case 'unclosed-quote':
      return createIssue('csv.unclosed-quote', atQuote);
    case 'ragged':
      return createIssue('csv.ragged-row', {
        place,
        values: { found: facts.found, expected: facts.expected },
      });
    case 'nul':
      return createIssue('csv.nul', { place });
    case 'undecodable':
      return createIssue('file.undecodable', { place, values: { encoding: facts.encoding } });
    case 'too-large':
      return createIssue('csv.record-too-large', { place, values: { limit: facts.limit } });
  }
}
