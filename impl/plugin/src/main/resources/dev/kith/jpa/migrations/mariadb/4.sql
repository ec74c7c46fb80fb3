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
