-- The claims of verified contacts, where kith.contact.unique is not none: a digest of the address or number and of where it is
-- unique.
create table if not exists kith_claim (
    instance_id varchar(200) not null,
    user_id varchar(200) not null,
    channel varchar(100) not null,
    claim_hash varchar(100) not null,
    primary key (instance_id, user_id, channel),
    constraint kith_claim_hash unique (claim_hash, instance_id)
) character set utf8mb4 collate ${collation};

-- Settings that all nodes need to have alike.
create table if not exists kith_setting (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    setting varchar(100) not null,
    primary key (instance_id, id)
) character set utf8mb4 collate ${collation};

-- The answers that are kept for the retries of calls with an idempotency key.
create table if not exists kith_answer (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    caller varchar(100) not null,
    user_id varchar(200) not null,
    fingerprint varchar(100) not null,
    sealed_key varchar(200) not null,
    sealed_answer varchar(8000) not null,
    ends bigint not null,
    primary key (instance_id, id),
    index kith_answer_caller (caller, ends),
    index kith_answer_user (user_id),
    index kith_answer_ends (ends)
) character set utf8mb4 collate ${collation};

-- Searching users: ids, organizations and addresses without regard to case, and the indexes of a search. What is folded is filled at
-- the next start, by Java, because databases fold case in different ways; a folded text may be longer. An id or an organization without
-- a folded form is folded already.
-- Each index begins with what selects, and those of contacts have nothing else, so that a database without statistics takes none of
-- them for the key of the table.
-- MySQL can add neither columns nor indexes "if not exists", so it is asked before.
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_user' and column_name = 'id_folded'),
    'do 0',
    'alter table kith_user add column id_folded varchar(400)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_user' and column_name = 'organization_folded'),
    'do 0',
    'alter table kith_user add column organization_folded varchar(400)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_contact' and column_name = 'address_folded'),
    'do 0',
    'alter table kith_contact add column address_folded varchar(400)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_user' and index_name = 'kith_user_created'),
    'do 0',
    'create index kith_user_created on kith_user (created, id, instance_id)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_user' and index_name = 'kith_user_organization'),
    'do 0',
    'create index kith_user_organization on kith_user (organization_id, instance_id, created, id)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_contact' and index_name = 'kith_contact_address'),
    'do 0',
    'create index kith_contact_address on kith_contact (address)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_contact' and index_name = 'kith_contact_folded'),
    'do 0',
    'create index kith_contact_folded on kith_contact (address_folded)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
