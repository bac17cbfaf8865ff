import type { IssueDefinition } from '../issue-catalogue.ts';

/** What the directory may say of a record in its receipt. */
export const directoryIssues = {
  'directory.source-not-yours': {
    title: 'Not a source of this client',
    text: 'This client may not supply for the source that the record names.',
    severity: 'error',
    suggestion: 'Register the source with the directory, or correct `source.system` in the mapping.',
    fixableBy: 'authority',
  },
  'directory.supplied-in-future': {
    title: 'Supplied in the future',
    text: 'suppliedAt lies more than five minutes ahead of the directory’s clock.',
    severity: 'error',
    suggestion: 'Set the clock of the sending machine, or give suppliedAt in UTC.',
    fixableBy: 'authority',
  },
  'directory.out-of-scope': {
    title: 'Out of scope',
    text: 'The record concerns somebody of 18 or over; nothing but this receipt is kept (SUPPLY-07).',
    severity: 'error',
    suggestion: 'Leave people of 18 or over out of the export.',
    fixableBy: 'authority',
  },
  'directory.duplicate-in-batch': {
    title: 'Twice in one batch',
    text: 'The same record stands earlier in this batch; it was taken in once.',
    severity: 'information',
    suggestion: 'Nothing is lost; see whether the export lists it twice.',
    fixableBy: 'authority',
  },
  'directory.older-version': {
    title: 'Older than what is known',
    text: 'A newer version of this record was supplied before; what is newer stays.',
    severity: 'information',
    suggestion: 'Nothing is lost; see whether an old file was sent again.',
    fixableBy: 'authority',
  },
  'directory.same-version-differs': {
    title: 'Same version, other content',
    text: 'The record came before with the same suppliedAt and sequence but other content; the later arrival was taken.',
    severity: 'warning',
    suggestion: 'Give every change a later suppliedAt or a higher sequence.',
    fixableBy: 'vendor',
  },
  'directory.death-held': {
    title: 'Date of death held',
    text: 'A date of death is applied only from a registrar or NHS source on a certain match, by the NHS number of the child; otherwise people decide (SUPPLY-05).',
    severity: 'warning',
    suggestion: 'Nothing to do: the rest of the record was taken in.',
    fixableBy: 'directory',
  },
  'directory.sensitive-without-consent': {
    title: 'Sensitive service without consent',
    text: 'A sensitive service is recorded only with consent, or on recorded grounds where the authority allows it; this involvement was left out (SENS-01).',
    severity: 'error',
    suggestion: 'Give `sensitive.basis` with the consent’s id, or leave the involvement out.',
    fixableBy: 'authority',
  },
  'directory.not-enough-data': {
    title: 'Not enough data',
    text: 'The record has neither a valid identifier nor a name with a date of birth; it is kept, linked to nobody.',
    severity: 'information',
    suggestion: 'Map a name and date of birth, an NHS number or a UPN if the source has them.',
    fixableBy: 'authority',
  },
} as const satisfies Record<string, IssueDefinition>;
