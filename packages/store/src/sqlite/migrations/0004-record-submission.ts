/** Nobody asks which submission a record came with: its receipt and the audit trail tell. */
export const withoutSubmission = `
alter table record drop column submission_id;
`;
