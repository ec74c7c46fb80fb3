-- Which scripts were applied, by which node and when; row 0 is the lock of the node that migrates, and when it ends.
create table if not exists kith_migration (
    version integer not null,
    node varchar(100) not null,
    moment bigint not null,
    primary key (version)
);
