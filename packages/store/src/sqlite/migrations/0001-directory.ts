/** The directory's tables. Wide rows keep a rowid: their random key then orders an index, not the rows. */
export const directoryTables = `
create table organisation (id text primary key, body text not null) strict;
create table app_user (id text primary key, body text not null) strict;
create table client (id text primary key, body text not null) strict;
create table source (id text primary key, body text not null) strict;

create table child (
  child_id text primary key,
  ordinal integer not null,
  version integer not null,
  state text not null,
  merged_into text,
  shielded integer not null,
  walled integer not null,
  do_not_link text not null,
  do_not_link_records text not null,
  verified text not null,
  created_at text not null
) strict;

create table record (
  record_key text primary key,
  system text not null,
  child_id text,
  child_ref text not null,
  state text not null,
  answer text not null,
  moved_to text,
  supplied_at text not null,
  sequence integer not null,
  key_id text not null,
  content blob,
  submission_id text not null
) strict;

create table member (
  record_key text primary key,
  child_id text not null,
  key_id text not null,
  features blob not null,
  match_keys text not null,
  shadow_id text
) strict;
create index member_child on member (child_id);
create index member_shadow on member (shadow_id) where shadow_id is not null;

create table match_key (key text not null, child_id text not null, primary key (key, child_id)) strict, without rowid;
create table search_key (key text not null, child_id text not null, primary key (key, child_id)) strict, without rowid;
create index search_key_child on search_key (child_id);

create table request (
  request_key text primary key,
  body_hash text not null,
  answer text not null,
  expires_at text not null
) strict;
create index request_expiry on request (expires_at);

create table shield (child_id text primary key, state text not null, due_on text, sealed blob not null) strict;

create table review (
  review_id text primary key,
  kind text not null,
  record_key text not null,
  child_id text,
  restricted integer not null,
  state text not null,
  opened_at text not null
) strict;

create table series (name text primary key, taken integer not null) strict;
create table used_token (key text primary key, forget_after integer not null) strict;
create index used_token_age on used_token (forget_after);
create table lease (name text primary key, holder text not null, until text not null, fence integer not null) strict;

create table audit_entry (
  entry_id text primary key,
  at text not null,
  writer text not null,
  number integer not null,
  leaf blob not null,
  chain blob not null,
  sealed blob,
  unique (writer, number)
) strict;
create table audit_subject (
  subject text not null,
  entry_id text not null,
  at text not null,
  primary key (subject, entry_id)
) strict, without rowid;
create index audit_subject_entry on audit_subject (entry_id);
create table audit_waiting (position integer primary key, entry_id text not null unique) strict;
create table audit_place (place integer primary key, entry_id text not null unique) strict;
create table audit_node (id text primary key, hash blob not null) strict;
create table audit_checkpoint (
  size integer primary key,
  root blob not null,
  at text not null,
  signature blob not null
) strict;

${['audit_entry', 'audit_subject', 'audit_place', 'audit_node', 'audit_checkpoint']
  .flatMap((table) =>
    ['update', 'delete'].map(
      (change) =>
        `create trigger ${table}_no_${change} before ${change} on ${table} ` +
        `begin select raise(abort, 'The audit trail is append-only.'); end;`,
    ),
  )
  .join('\n')}
`;

/** The table of the key store, which lives in a file of its own. */
export const keyTables = `
create table data_key (key_id text primary key, month text not null, wrapped blob not null) strict;
`;
