-- Codes that were tried on the page behind the link, and the code that has verified the address. Older nodes know neither: hence
-- the defaults.
alter table kith_contact add column if not exists proof_page_guesses integer default 0 not null;
alter table kith_contact add column if not exists redeemed_id varchar(400);
alter table kith_contact add column if not exists redeemed_hash varchar(100);
alter table kith_contact add column if not exists redeemed_key varchar(400);
alter table kith_contact add column if not exists redeemed_at bigint;
alter table kith_contact add column if not exists redeemed_guesses integer default 0 not null;
create index if not exists kith_contact_redeemed on kith_contact (instance_id, redeemed_at);

-- Since when a generated key makes nothing new.
alter table kith_key add column if not exists retired bigint;

-- Replacements of contacts that the links of notices can undo; a link is known by the SHA-256 of its token alone. Table
-- kith_undone stays as long as nodes of the previous version may run, which write and read it.
create table if not exists kith_undo (
    instance_id varchar(400) not null,
    id varchar(400) not null,
    token_hash varchar(100) not null,
    user_id varchar(400) not null,
    user_created bigint not null,
    channel varchar(100) not null,
    sealed_key varchar(400) not null,
    sealed_value varchar(1000) not null,
    made bigint not null,
    used bigint,
    primary key (instance_id, id),
    constraint kith_undo_token unique (instance_id, token_hash)
);
create index if not exists kith_undo_user on kith_undo (instance_id, user_id);
create index if not exists kith_undo_made on kith_undo (instance_id, made);

-- How many notices a contact has caused in the running window, and whether somebody else has set the address to prove. The
-- defaults are for rows of nodes of the previous version.
alter table kith_contact add column if not exists notice_window bigint;
alter table kith_contact add column if not exists notice_count integer default 0 not null;
alter table kith_contact add column if not exists proof_by_other boolean default false not null;
