/** What a review is about, who has it open, and the order in which reviews wait. */
export const reviewColumns = `
alter table review add column candidates text not null default '[]';
alter table review add column claimed_by text;
alter table review add column claimed_until text;
create index review_waiting on review (opened_at, review_id) where state <> 'decided' and kind <> 'override';
`;
