-- When a user schema was made and changed, how often it was stored, which ways to sign in it names, whether it has a file in the
-- folder of schemas, and its type without regard to case. The defaults are for rows of nodes of the previous version; what has no
-- value is filled at the next start, by Java, because databases fold case in different ways. A folded text may be longer.
alter table kith_schema alter column type_claim set data type varchar(802);
alter table kith_schema add column if not exists type_folded varchar(800);
alter table kith_schema add column if not exists authenticators varchar(1000);
alter table kith_schema add column if not exists in_folder boolean default false not null;
alter table kith_schema add column if not exists created bigint;
alter table kith_schema add column if not exists changed bigint;
alter table kith_schema add column if not exists version bigint default 0 not null;

-- The users of a schema, by id.
create index if not exists kith_user_schema on kith_user (instance_id, schema_id, id);
