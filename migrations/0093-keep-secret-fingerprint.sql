-- Which secret seals what lies here: a key drawn from it one way, from which it cannot be found again. One row; the owner
-- of the tables alone reads it.
create table secret_in_use (
  is_only boolean primary key default true check (is_only),
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  since timestamptz not null default now()
);
