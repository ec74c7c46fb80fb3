-- The tables of Kith. Times are microseconds since 1970.
-- Texts are compared byte for byte, and a blank at the end counts. The keys stay below the 3072 bytes of an index.

-- Users without their contacts.
create table if not exists kith_user (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    organization_id varchar(200) not null,
    schema_id varchar(200) not null,
    schema_revision integer not null,
    data longtext not null,
    active boolean not null,
    locked boolean not null,
    created bigint not null,
    changed bigint not null,
    version bigint not null,
    primary key (instance_id, id)
) character set utf8mb4 collate ${collation};

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
) character set utf8mb4 collate ${collation};

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
    payload longtext,
    created bigint not null,
    expires bigint,
    due bigint not null,
    lease_owner varchar(100),
    attempts integer not null,
    status varchar(100) not null,
    reason varchar(200),
    closed bigint,
    primary key (instance_id, id),
    index kith_message_due (instance_id, status, due),
    index kith_message_closed (instance_id, closed),
    index kith_message_user (instance_id, user_id)
) character set utf8mb4 collate ${collation};

-- How many codes a recipient (as a keyed hash) got in the running window.
create table if not exists kith_budget (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    window_start bigint not null,
    spent integer not null,
    primary key (instance_id, id),
    index kith_budget_window (instance_id, window_start)
) character set utf8mb4 collate ${collation};

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
) character set utf8mb4 collate ${collation};

-- Documents of user schemas.
create table if not exists kith_schema_revision (
    instance_id varchar(200) not null,
    schema_id varchar(200) not null,
    revision integer not null,
    document longtext not null,
    primary key (instance_id, schema_id, revision)
) character set utf8mb4 collate ${collation};

-- Organizations.
create table if not exists kith_organization (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    domain_claim varchar(201) not null,
    primary key (instance_id, id),
    constraint kith_organization_domain unique (instance_id, domain_claim)
) character set utf8mb4 collate ${collation};

-- Generated keys.
create table if not exists kith_key (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    secret varchar(200) not null,
    created bigint not null,
    primary key (instance_id, id)
) character set utf8mb4 collate ${collation};

-- Hashes of bearer tokens.
create table if not exists kith_token (
    instance_id varchar(200) not null,
    id varchar(200) not null,
    subject varchar(200) not null,
    roles longtext not null,
    created bigint not null,
    primary key (instance_id, id)
) character set utf8mb4 collate ${collation};
