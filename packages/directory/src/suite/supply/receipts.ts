/** The outcome of each receipt. */
export const outcomes = (receipts: readonly { readonly outcome: string }[]): readonly string[] =>
  receipts.map(({ outcome }) => outcome);

/** The code of each issue of all receipts. */
export const codes = (
  receipts: readonly { readonly issues: readonly { readonly code: string }[] }[],
): readonly string[] => receipts.flatMap(({ issues }) => issues.map(({ code }) => code));
