-- Lengths count UTF-16 units here, of which a character may need two; the second script has left that out.
alter table kith_undone alter column instance_id set data type varchar(400);
alter table kith_undone alter column id set data type varchar(400);
alter table kith_undone alter column user_id set data type varchar(400);
