-- The least that "set the e-mail address, durably, with a message" needs: a user, and an outbox.
create table account (
    id varchar(40) not null,
    data text,
    email varchar(200),
    verified boolean,
    code_hash varchar(64),
    changed bigint not null,
    version bigint not null,
    primary key (id)
);
create table outbox (
    id varchar(40) not null,
    account_id varchar(40) not null,
    payload text not null,
    due bigint not null,
    primary key (id)
);
create index outbox_due on outbox (due);
insert into account (id, data, email, verified, changed, version)
select concat('a', i), '{"givenName":"Ada","familyName":"Quill"}', concat('a', i, '@example.com'), false, ${now}, 1 from ${numbers};
${analyze} account;
