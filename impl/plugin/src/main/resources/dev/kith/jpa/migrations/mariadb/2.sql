-- Listeners that have taken in an event, a line for each. MySQL cannot add a column "if not exists", so it is asked before.
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_message' and column_name = 'accepted'),
    'do 0',
    'alter table kith_message add column accepted varchar(1000)');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;

-- Changes of contacts that were undone.
create table if not exists kith_undone (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    user_id varchar(200) not null,
    channel varchar(100) not null,
    made bigint not null,
    moment bigint not null,
    primary key (instance_id, id),
    index kith_undone_user (instance_id, user_id),
    index kith_undone_moment (instance_id, moment)
) character set utf8mb4 collate ${collation};
