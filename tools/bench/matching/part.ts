import type { BenchTable } from '../bench.ts';

/** One part of the matching bench: measured together, written into its own section of docs/matching.md. */
export interface Part {
  /** Name of the section, between `<!-- name: begin -->` and `<!-- name: end -->`. */
  readonly section: string;
  measure(): Promise<Measured>;
}

/** What a part measured, for the terminal and for the page. */
export interface Measured {
  readonly tables: readonly BenchTable[];
  /** Markdown. */
  readonly page: string;
  /** A picture that the page shows, in the folder of the page. */
  readonly picture?: { readonly name: string; readonly svg: string };
}

/** Fresh for every run unless CONTACTPOINT_SEED is set; printed and written beside every figure. */
export const FIRST_SEED = Number(
  process.env['CONTACTPOINT_SEED'] ?? Math.floor(Date.now() / 1000) % 1_000_000,
);

/** A Markdown table; the first row is its heading. */
export const toMarkdown = ([heading = [], ...rows]: readonly (readonly string[])[]): string =>
  [heading, heading.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The command that gives the same figures again. */
export const commandOf = (part: string): string =>
  `\`CONTACTPOINT_SEED=${FIRST_SEED} npm run bench -- ${part}\``;
