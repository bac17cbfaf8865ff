/** Compared byte by byte, whatever language the database was made for. */
const TEXT = 'text collate "C"';

const AUDIT_TABLES = ['audit_entry', 'audit_subject', 'audit_place', 'audit_node', 'audit_checkpoint'];

/**
 * The directory's tables. Those that grow with the children hold in every key the column by which they may be
 * distributed: the child, the record, the blinded key, the request or the review. The audit trail, the counters
 * and the leases stay where the sequencer is.
 */
export const directoryTables = `
create table organisation (id ${TEXT} primary key, body text not null);
create table app_user (id ${TEXT} primary key, body text not null);
create table client (id ${TEXT} primary key, body text not null);
create table source (id ${TEXT} primary key, body text not null);

create table child (
  child_id ${TEXT} primary key,
  ordinal bigint not null,
  version bigint not null,
  state text not null,
  merged_into ${TEXT},
  shielded smallint not null,
  walled smallint not null,
  do_not_link text not null,
  do_not_link_records text not null,
  verified text not null,
  created_at text not null
);

create table record (
  record_key ${TEXT} primary key,
  system text not null,
  child_id ${TEXT},
  child_ref text not null,
  state text not null,
  answer text not null,
  moved_to ${TEXT},
  supplied_at text not null,
  sequence bigint not null,
  key_id text not null,
  content bytea
);

create table member (
  record_key ${TEXT} primary key,
  child_id ${TEXT} not null,
  key_id text not null,
  features bytea not null,
  match_keys text not null,
  shadow_id ${TEXT}
);
create index member_child on member (child_id);
create index member_shadow on member (shadow_id);

create table match_key (key ${TEXT} not null, child_id ${TEXT} not null, primary key (key, child_id));
create table search_key (key ${TEXT} not null, child_id ${TEXT} not null, primary key (key, child_id));
create index search_key_child on search_key (child_id);

create table request (
  request_key ${TEXT} primary key,
  body_hash text not null,
  answer text not null,
  expires_at ${TEXT} not null
);
create index request_expiry on request (expires_at);

create table shield (child_id ${TEXT} primary key, state text not null, due_on text, sealed bytea not null);

create table death (
  record_key ${TEXT} primary key,
  notified_at ${TEXT} not null,
  state text not null,
  date text not null,
  decided_date text,
  decided_child ${TEXT}
);
create index death_applied on death (notified_at, record_key) where state in ('certain', 'confirmed');

create table review (
  review_id ${TEXT} primary key,
  kind text not null,
  record_key text not null,
  child_id text,
  candidates text not null,
  restricted smallint not null,
  state text not null,
  opened_at ${TEXT} not null,
  claimed_by text,
  claimed_until text
);
create index review_waiting on review (opened_at, review_id) where state <> 'decided' and kind <> 'override';

create table discrepancy (
  discrepancy_id ${TEXT} primary key,
  record_key ${TEXT} not null,
  system ${TEXT} not null,
  number bigint not null,
  kind text not null,
  path text not null,
  state text not null,
  opened_at text not null,
  changed_at text not null
);
create index discrepancy_record on discrepancy (record_key) where state <> 'resolved';
create unique index discrepancy_change on discrepancy (system, number);

create table series (name ${TEXT} primary key, taken bigint not null);
create table used_token (key ${TEXT} primary key, forget_after bigint not null);
create index used_token_age on used_token (forget_after);
create table lease (name ${TEXT} primary key, holder text not null, until ${TEXT} not null, fence bigint not null);

create table audit_entry (
  entry_id ${TEXT} primary key,
  at text not null,
  writer ${TEXT} not null,
  number bigint not null,
  leaf bytea not null,
  chain bytea not null,
  sealed bytea,
  unique (writer, number)
);
create table audit_subject (
  subject ${TEXT} not null,
  entry_id ${TEXT} not null,
  at ${TEXT} not null,
  primary key (subject, entry_id)
);
create index audit_subject_entry on audit_subject (entry_id);
create table audit_waiting (
  position bigint generated always as identity primary key,
  entry_id ${TEXT} not null unique
);
create table audit_place (place bigint primary key, entry_id ${TEXT} not null unique);
create table audit_node (id ${TEXT} primary key, hash bytea not null);
create table audit_checkpoint (size bigint primary key, root bytea not null, at text not null, signature bytea not null);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is append-only.';
end
$$;
${AUDIT_TABLES.map(
  (table) =>
    `create trigger ${table}_append_only before update or delete or truncate on ${table}` +
    ' for each statement execute function refuse_change();',
).join('\n')}

create table writing ();
`;

/** The table of the keys, which live in a database of their own. */
export const keyTables = `
create table data_key (key_id ${TEXT} primary key, month text not null, wrapped bytea not null);
`;
