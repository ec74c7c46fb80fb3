-- Listeners that have taken in an event, a line for each.
alter table kith_message add column if not exists accepted varchar(1000);

-- Changes of contacts that were undone.
create table if not exists kith_undone (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    user_id varchar(200) not null,
    channel varchar(100) not null,
    made bigint not null,
    moment bigint not null,
    primary key (instance_id, id)
);
create index if not exists kith_undone_user on kith_undone (instance_id, user_id);
create index if not exists kith_undone_moment on kith_undone (instance_id, moment);
