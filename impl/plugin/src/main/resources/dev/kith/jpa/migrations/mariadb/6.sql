-- When a user schema was made and changed, how often it was stored, which ways to sign in it names, whether it has a file in the
-- folder of schemas, and its type without regard to case. The defaults are for rows of nodes of the previous version; what has no
-- value is filled at the next start, by Java, because databases fold case in different ways. A folded text may be longer. MySQL
-- can add neither columns nor indexes "if not exists", so it is asked before.
alter table kith_schema modify type_claim varchar(401) not null;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_schema' and column_name = 'type_folded'),
    'do 0',
    'alter table kith_schema add column type_folded varchar(400)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_schema' and column_name = 'authenticators'),
    'do 0',
    'alter table kith_schema add column authenticators varchar(1000)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_schema' and column_name = 'in_folder'),
    'do 0',
    'alter table kith_schema add column in_folder boolean default false not null');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_schema' and column_name = 'created'),
    'do 0',
    'alter table kith_schema add column created bigint');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_schema' and column_name = 'changed'),
    'do 0',
    'alter table kith_schema add column changed bigint');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_schema' and column_name = 'version'),
    'do 0',
    'alter table kith_schema add column version bigint default 0 not null');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;

-- The users of a schema, by id.
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_user' and index_name = 'kith_user_schema'),
    'do 0',
    'create index kith_user_schema on kith_user (instance_id, schema_id, id)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
