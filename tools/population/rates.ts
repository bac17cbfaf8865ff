/** How often each thing happens. Per child, per record or per field, as its line says; none is tuned to a draw. */
export interface Rates {
  /** Maternities with more than one child, per maternity (15 per 1,000: Office for National Statistics). */
  readonly multipleBirth: number;
  /** Of these, with three children. */
  readonly triplets: number;
  /** Per letter field of a record: one typing error. */
  readonly typing: number;
  /** Per optional field of a record: left empty. */
  readonly missing: number;
  /** Per child: the family name changes during childhood. */
  readonly familyNameChange: number;
  /** Per child of two names: one half dropped, or joined by a space, per record. */
  readonly doubleBarrelledUnstable: number;
  /** Per child: known by another name than the registered one in schools and social care. */
  readonly knownAs: number;
  /** Per record: given and family names exchanged; four times as often for names that clerks do not know. */
  readonly swappedNames: number;
  /** Per record: day and month exchanged, where both stay possible. */
  readonly swappedDate: number;
  /** Per record: one part of the date wrong. */
  readonly wrongDate: number;
  /** Per child of the groups with recent arrivals: registered with 1 January. */
  readonly firstOfJanuary: number;
  /** Per birth record: BABY, TWIN 1 and the like instead of a given name. */
  readonly placeholder: number;
  /** Per child and year: moves house. */
  readonly move: number;
  /** Per record of a twin that has an NHS number: it is the other's. */
  readonly wrongTwinNumber: number;
  /** Per child: adopted, with a new name, NHS number and UPN. */
  readonly adoption: number;
  /** Per child and source: held twice. */
  readonly duplicate: number;
}

/** Rates as published where they are, otherwise as people who clean such data report. */
export const USUAL_RATES: Rates = {
  multipleBirth: 0.015,
  triplets: 0.015,
  typing: 0.02,
  missing: 0.04,
  familyNameChange: 0.06,
  doubleBarrelledUnstable: 0.25,
  knownAs: 0.03,
  swappedNames: 0.003,
  swappedDate: 0.004,
  wrongDate: 0.008,
  firstOfJanuary: 0.06,
  placeholder: 0.08,
  move: 0.08,
  wrongTwinNumber: 0.01,
  adoption: 0.001,
  duplicate: 0.01,
};

/** The rates of error, absence and twins, all multiplied. */
export function scaleRates(rates: Rates, factor: number): Rates {
  return {
    ...rates,
    multipleBirth: rates.multipleBirth * factor,
    typing: rates.typing * factor,
    missing: rates.missing * factor,
    wrongDate: rates.wrongDate * factor,
    swappedDate: rates.swappedDate * factor,
    swappedNames: rates.swappedNames * factor,
  };
}
