-- Users with an address that nobody has verified, as many calls would leave them.
insert into kith_user (instance_id, id, organization_id, schema_id, schema_revision, data, active, locked, created, changed, version)
select 'default', concat('a', i), 'default', 'bench', 1,
'{"givenName":"Ada","familyName":"Quill","department":"eng","level":3,"nickName":"aq","tags":["one","two"]}',
true, false, ${now}, ${now}, 1 from ${numbers};
insert into kith_contact (instance_id, user_id, channel, address, verified, proof_guesses, proof_looks, sent_count)
select 'default', concat('a', i), 'EMAIL', concat('a', i, '@example.com'), false, 0, 0, 0 from ${numbers};
${analyze} kith_user;
${analyze} kith_contact;
