-- Codes that were tried on the page behind the link, and the code that has verified the address. Older nodes know neither: hence
-- the defaults.
-- MySQL can add neither columns nor indexes "if not exists", so it is asked before.
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'proof_page_guesses'),
    'do 0',
    'alter table kith_contact add column proof_page_guesses integer default 0 not null');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'redeemed_id'),
    'do 0',
    'alter table kith_contact add column redeemed_id varchar(200)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'redeemed_hash'),
    'do 0',
    'alter table kith_contact add column redeemed_hash varchar(100)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'redeemed_key'),
    'do 0',
    'alter table kith_contact add column redeemed_key varchar(200)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'redeemed_at'),
    'do 0',
    'alter table kith_contact add column redeemed_at bigint');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'redeemed_guesses'),
    'do 0',
    'alter table kith_contact add column redeemed_guesses integer default 0 not null');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_contact' and index_name = 'kith_contact_redeemed'),
    'do 0',
    'create index kith_contact_redeemed on kith_contact (instance_id, redeemed_at)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;

-- Since when a generated key makes nothing new.
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_key' and column_name = 'retired'),
    'do 0',
    'alter table kith_key add column retired bigint');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;

-- Replacements of contacts that the links of notices can undo; a link is known by the SHA-256 of its token alone. Table
-- kith_undone stays as long as nodes of the previous version may run, which write and read it.
create table if not exists kith_undo (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    token_hash varchar(100) not null,
    user_id varchar(200) not null,
    user_created bigint not null,
    channel varchar(100) not null,
    sealed_key varchar(200) not null,
    sealed_value varchar(1000) not null,
    made bigint not null,
    used bigint,
    primary key (instance_id, id),
    constraint kith_undo_token unique (instance_id, token_hash),
    index kith_undo_user (instance_id, user_id),
    index kith_undo_made (instance_id, made)
) character set utf8mb4 collate ${collation};

-- How many notices a contact has caused in the running window, and whether somebody else has set the address to prove. The
-- defaults are for rows of nodes of the previous version. MySQL cannot add a column "if not exists", so each is asked before.
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'notice_window'),
    'do 0',
    'alter table kith_contact add column notice_window bigint');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'notice_count'),
    'do 0',
    'alter table kith_contact add column notice_count integer default 0 not null');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'proof_by_other'),
    'do 0',
    'alter table kith_contact add column proof_by_other boolean default false not null');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
