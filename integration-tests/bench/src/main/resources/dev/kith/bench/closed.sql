-- What waits is closed, so that it does not disturb what comes next. Not truncated: plans for an empty table are others.
update kith_message set status = 'DELIVERED', payload = null, payload_key = null, closed = created where status = 'WAITING';
${analyze} kith_message;
${analyze} kith_budget;
