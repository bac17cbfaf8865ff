/** Differences of records from the best view, found by their record while they last, and by source as they change. */
export const discrepancyTable = `
create table discrepancy (
  discrepancy_id text primary key,
  record_key text not null,
  system text not null,
  number integer not null,
  kind text not null,
  path text not null,
  state text not null,
  opened_at text not null,
  changed_at text not null
) strict, without rowid;
create index discrepancy_record on discrepancy (record_key) where state <> 'resolved';
create unique index discrepancy_change on discrepancy (system, number);
`;
