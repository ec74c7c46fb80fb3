-- Messages to people and to listeners wait in queues of their own, two for each instance. The default is for rows of nodes of the
-- previous version, which a newer node puts into a queue when it finds them.
alter table kith_message add column if not exists queue varchar(422) default '' not null;
update kith_message set queue = concat(instance_id, case when kind = 'EVENT' then '/LISTENERS' else '/PEOPLE' end) where queue = '';

-- An index on the instance looks as good as the primary key to a database without statistics, and serves nothing: nearly all rows
-- have the same one. So the indexes are on what selects alone.
drop index if exists kith_message_due;
create index if not exists kith_message_due on kith_message (status, queue, due);
drop index if exists kith_message_closed;
create index if not exists kith_message_closed on kith_message (closed);
drop index if exists kith_message_user;
create index if not exists kith_message_user on kith_message (user_id);
drop index if exists kith_budget_window;
create index if not exists kith_budget_window on kith_budget (window_start);
drop index if exists kith_undone_user;
create index if not exists kith_undone_user on kith_undone (user_id);
drop index if exists kith_undone_moment;
create index if not exists kith_undone_moment on kith_undone (moment);
drop index if exists kith_contact_redeemed;
create index if not exists kith_contact_redeemed on kith_contact (redeemed_at);
drop index if exists kith_undo_user;
create index if not exists kith_undo_user on kith_undo (user_id);
drop index if exists kith_undo_made;
create index if not exists kith_undo_made on kith_undo (made);
alter table kith_undo drop constraint if exists kith_undo_token;
alter table kith_undo add constraint kith_undo_token unique (token_hash, instance_id);
