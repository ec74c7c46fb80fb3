-- Messages to people and to listeners wait in queues of their own, two for each instance. The default is for rows of nodes of the
-- previous version, which a newer node puts into a queue when it finds them.
-- MySQL can add neither columns nor indexes "if not exists", so it is asked before.
set @kith_change = if(
    exists(select 1 from information_schema.columns
        where table_schema = schema() and table_name = 'kith_message' and column_name = 'queue'),
    'do 0',
    'alter table kith_message add column queue varchar(211) default '''' not null');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
update kith_message set queue = concat(instance_id, case when kind = 'EVENT' then '/LISTENERS' else '/PEOPLE' end) where queue = '';

-- An index on the instance looks as good as the primary key to a database without statistics, and serves nothing: nearly all rows
-- have the same one. So the indexes are on what selects alone. One that does already is left alone.
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_message' and index_name = 'kith_message_due'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_message drop index kith_message_due, add index kith_message_due (status, queue, due)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_message' and index_name = 'kith_message_closed'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_message drop index kith_message_closed, add index kith_message_closed (closed)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_message' and index_name = 'kith_message_user'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_message drop index kith_message_user, add index kith_message_user (user_id)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_budget' and index_name = 'kith_budget_window'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_budget drop index kith_budget_window, add index kith_budget_window (window_start)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_undone' and index_name = 'kith_undone_user'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_undone drop index kith_undone_user, add index kith_undone_user (user_id)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_undone' and index_name = 'kith_undone_moment'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_undone drop index kith_undone_moment, add index kith_undone_moment (moment)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_contact' and index_name = 'kith_contact_redeemed'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_contact drop index kith_contact_redeemed, add index kith_contact_redeemed (redeemed_at)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_undo' and index_name = 'kith_undo_user'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_undo drop index kith_undo_user, add index kith_undo_user (user_id)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_undo' and index_name = 'kith_undo_made'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_undo drop index kith_undo_made, add index kith_undo_made (made)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
set @kith_change = if(
    exists(select 1 from information_schema.statistics
        where table_schema = schema() and table_name = 'kith_undo' and index_name = 'kith_undo_token'
        and seq_in_index = 1 and column_name = 'instance_id'),
    'alter table kith_undo drop index kith_undo_token, add constraint kith_undo_token unique (token_hash, instance_id)',
    'do 0');
prepare kith_change from @kith_change;
execute kith_change;
deallocate prepare kith_change;
