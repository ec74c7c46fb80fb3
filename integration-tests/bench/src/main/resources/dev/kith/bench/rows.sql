-- Rows of another kind: events that wait and are due, messages that were given up.
insert into kith_message (instance_id, id, user_id, organization_id, channel, kind, queue, recipient, payload_key, payload, created, due, attempts, status)
select 'default', concat('event', i), concat('a', i), 'default', 'EMAIL', 'EVENT', 'default/LISTENERS', '', 'bench', repeat('p', 180),
${now}, ${now} + i, 0, 'WAITING' from ${numbers};
insert into kith_message (instance_id, id, user_id, organization_id, channel, kind, queue, recipient, created, due, attempts, status, reason, closed)
select 'default', concat('dead', i), concat('a', i), 'default', 'EMAIL', 'SEND_CODE', 'default/PEOPLE', concat('a', i, '@example.com'),
${now}, ${now}, 10, 'DEAD', 'given-up', ${now} + i from ${numbers};
${analyze} kith_message;
