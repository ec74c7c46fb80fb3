-- The claims of verified contacts, where kith.contact.unique is not none: a digest of the address or number and of where it is
-- unique.
create table if not exists kith_claim (
    instance_id varchar(200) not null,
    user_id varchar(200) not null,
    channel varchar(100) not null,
    claim_hash varchar(100) not null,
    primary key (instance_id, user_id, channel),
    constraint kith_claim_hash unique (claim_hash, instance_id)
);

-- Settings that all nodes need to have alike.
create table if not exists kith_setting (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    setting varchar(100) not null,
    primary key (instance_id, id)
);
