/** Deaths that records tell of; those that are applied in the order in which they were told (ARCH-05). */
export const deathTable = `
create table death (
  record_key text primary key,
  notified_at text not null,
  state text not null,
  date text not null,
  decided_date text,
  decided_child text
) strict, without rowid;
create index death_applied on death (notified_at, record_key) where state in ('certain', 'confirmed');
`;
