/** What one system holds of the children it knows. Shares are of the children or of its own records. */
export interface SourceProfile {
  readonly id: string;
  readonly coverage: number;
  /** Youngest and oldest age, in years, at which the system comes to know a child. */
  readonly ages: readonly [number, number];
  readonly nhsNumber: number;
  readonly upn: number;
  readonly middleNames: number;
  readonly address: number;
  readonly carer: number;
  readonly school: number;
  readonly practice: number;
  /** Writes the name the child is called by, where another is registered. */
  readonly usesKnownAs: boolean;
  /** Gives an earlier family name beside the current one. */
  readonly formerName: number;
  /** How careful its clerks are: multiplies the rates of error. */
  readonly carelessness: number;
  readonly isBirths: boolean;
}

/** Six systems like those that authorities hold. */
export const SOURCES: readonly SourceProfile[] = [
  {
    id: 'births',
    coverage: 0.85,
    ages: [0, 0],
    nhsNumber: 1,
    upn: 0,
    middleNames: 0.95,
    address: 1,
    carer: 1,
    school: 0,
    practice: 0,
    usesKnownAs: false,
    formerName: 0,
    carelessness: 0.5,
    isBirths: true,
  },
  {
    id: 'gp',
    coverage: 0.95,
    ages: [0, 17],
    nhsNumber: 0.98,
    upn: 0,
    middleNames: 0.6,
    address: 0.98,
    carer: 0.3,
    school: 0.1,
    practice: 1,
    usesKnownAs: false,
    formerName: 0.1,
    carelessness: 0.8,
    isBirths: false,
  },
  {
    id: 'schools',
    coverage: 0.85,
    ages: [4, 16],
    nhsNumber: 0,
    upn: 0.97,
    middleNames: 0.7,
    address: 0.95,
    carer: 0.7,
    school: 1,
    practice: 0.2,
    usesKnownAs: true,
    formerName: 0.2,
    carelessness: 1,
    isBirths: false,
  },
  {
    id: 'social-care',
    coverage: 0.12,
    ages: [0, 17],
    nhsNumber: 0.75,
    upn: 0.7,
    middleNames: 0.3,
    address: 0.9,
    carer: 0.7,
    school: 0.5,
    practice: 0.3,
    usesKnownAs: true,
    formerName: 0.2,
    carelessness: 1.8,
    isBirths: false,
  },
  {
    id: 'benefits',
    coverage: 0.8,
    ages: [0, 16],
    nhsNumber: 0,
    upn: 0,
    middleNames: 0.8,
    address: 1,
    carer: 1,
    school: 0,
    practice: 0,
    usesKnownAs: false,
    formerName: 0,
    carelessness: 0.6,
    isBirths: false,
  },
  {
    id: 'early-help',
    coverage: 0.15,
    ages: [0, 17],
    nhsNumber: 0.35,
    upn: 0.4,
    middleNames: 0.1,
    address: 0.8,
    carer: 0.6,
    school: 0.4,
    practice: 0.2,
    usesKnownAs: true,
    formerName: 0.05,
    carelessness: 2.2,
    isBirths: false,
  },
];
