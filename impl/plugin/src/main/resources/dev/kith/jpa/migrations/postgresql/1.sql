-- The tables of Kith. Times are microseconds since 1970.

-- Users without their contacts.
create table if not exists kith_user (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    organization_id varchar(200) not null,
    schema_id varchar(200) not null,
    schema_revision integer not null,
    data text not null,
    active boolean not null,
    locked boolean not null,
    created bigint not null,
    changed bigint not null,
    version bigint not null,
    primary key (instance_id, id)
);

-- Contacts with their outstanding proofs. There is no foreign key: a contact is written only by who holds the row of its user.
create table if not exists kith_contact (
    instance_id varchar(200) not null,
    user_id varchar(200) not null,
    channel varchar(100) not null,
    address varchar(200) not null,
    verified boolean not null,
    proof_id varchar(200),
    proof_address varchar(200),
    proof_hash varchar(100),
    proof_key varchar(200),
    proof_issued bigint,
    proof_expires bigint,
    proof_guesses integer not null,
    proof_looks integer not null,
    sent_last bigint,
    sent_window bigint,
    sent_count integer not null,
    primary key (instance_id, user_id, channel)
);

-- The outbox.
create table if not exists kith_message (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    user_id varchar(200) not null,
    organization_id varchar(200) not null,
    channel varchar(100) not null,
    kind varchar(100) not null,
    recipient varchar(200) not null,
    payload_key varchar(200),
    payload text,
    created bigint not null,
    expires bigint,
    due bigint not null,
    lease_owner varchar(100),
    attempts integer not null,
    status varchar(100) not null,
    reason varchar(200),
    closed bigint,
    primary key (instance_id, id)
);
create index if not exists kith_message_due on kith_message (instance_id, status, due);
create index if not exists kith_message_closed on kith_message (instance_id, closed);
create index if not exists kith_message_user on kith_message (instance_id, user_id);

-- How many codes a recipient (as a keyed hash) got in the running window.
create table if not exists kith_budget (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    window_start bigint not null,
    spent integer not null,
    primary key (instance_id, id)
);
create index if not exists kith_budget_window on kith_budget (instance_id, window_start);

-- User schemas.
create table if not exists kith_schema (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    type varchar(200) not null,
    type_claim varchar(201) not null,
    revision integer not null,
    state varchar(100) not null,
    primary key (instance_id, id),
    constraint kith_schema_type unique (instance_id, type_claim)
);

-- Documents of user schemas.
create table if not exists kith_schema_revision (
    instance_id varchar(200) not null,
    schema_id varchar(200) not null,
    revision integer not null,
    document text not null,
    primary key (instance_id, schema_id, revision)
);

-- Organizations.
create table if not exists kith_organization (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    domain_claim varchar(201) not null,
    primary key (instance_id, id),
    constraint kith_organization_domain unique (instance_id, domain_claim)
);

-- Generated keys.
create table if not exists kith_key (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    secret varchar(200) not null,
    created bigint not null,
    primary key (instance_id, id)
);

-- Hashes of bearer tokens.
create table if not exists kith_token (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    subject varchar(200) not null,
    roles text not null,
    created bigint not null,
    primary key (instance_id, id)
);
