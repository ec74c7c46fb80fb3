-- The claims of verified contacts, where kith.contact.unique is not none: a digest of the address or number and of where it is
-- unique.
create table if not exists kith_claim (
    instance_id varchar(400) not null,
    user_id varchar(400) not null,
    channel varchar(100) not null,
    claim_hash varchar(100) not null,
    primary key (instance_id, user_id, channel),
    constraint kith_claim_hash unique (claim_hash, instance_id)
);

-- Settings that all nodes need to have alike.
create table if not exists kith_setting (
    instance_id varchar(400) not null,
    id varchar(400) not null,
    setting varchar(100) not null,
    primary key (instance_id, id)
);

-- The answers that are kept for the retries of calls with an idempotency key. Lengths count UTF-16 units here.
create table if not exists kith_answer (
    instance_id varchar(400) not null,
    id varchar(400) not null,
    caller varchar(100) not null,
    user_id varchar(400) not null,
    fingerprint varchar(100) not null,
    sealed_key varchar(400) not null,
    sealed_answer varchar(8000) not null,
    ends bigint not null,
    primary key (instance_id, id)
);
create index if not exists kith_answer_caller on kith_answer (caller, ends);
create index if not exists kith_answer_user on kith_answer (user_id);
create index if not exists kith_answer_ends on kith_answer (ends);

-- Searching users: ids, organizations and addresses without regard to case, and the indexes of a search. What is folded is filled at
-- the next start, by Java, because databases fold case in different ways; a folded text may be longer. An id or an organization without
-- a folded form is folded already.
-- Each index begins with what selects, and those of contacts have nothing else, so that a database without statistics takes none of
-- them for the key of the table.
alter table kith_user add column if not exists id_folded varchar(800);
alter table kith_user add column if not exists organization_folded varchar(800);
alter table kith_contact add column if not exists address_folded varchar(800);
create index if not exists kith_user_created on kith_user (created, id, instance_id);
create index if not exists kith_user_organization on kith_user (organization_id, instance_id, created, id);
create index if not exists kith_contact_address on kith_contact (address);
create index if not exists kith_contact_folded on kith_contact (address_folded);
