-- What the workers say that they did.
create table effects (
  request_id uuid not null,
  at timestamptz not null,
  worker text not null,
  stage text not null,
  scene integer not null
);
create table refusals (
  request_id uuid not null,
  at timestamptz not null,
  worker text not null,
  write text not null
);

-- What they made.
create table media (key text primary key, content bytea not null);
