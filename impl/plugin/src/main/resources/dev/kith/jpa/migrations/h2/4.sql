-- Codes that were tried on the page behind the link, and the code that has verified the address. Older nodes know neither: hence
-- the defaults.
alter table kith_contact add column if not exists proof_page_guesses integer default 0 not null;
alter table kith_contact add column if not exists redeemed_id varchar(400);
alter table kith_contact add column if not exists redeemed_hash varchar(100);
alter table kith_contact add column if not exists redeemed_key varchar(400);
alter table kith_contact add column if not exists redeemed_at bigint;
alter table kith_contact add column if not exists redeemed_guesses integer default 0 not null;
create index if not exists kith_contact_redeemed on kith_contact (instance_id, redeemed_at);

-- Since when a generated key makes nothing new.
alter table kith_key add column if not exists retired bigint;
