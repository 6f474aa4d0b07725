-- What the work on each request used, and what that cost. Entries are added and never changed. Without a
-- foreign key: what was spent is spent, also on a request that is deleted later.
create table request_costs (
  -- the order of writing
  sequence_number bigint generated always as identity primary key,
  id uuid not null unique,
  request_id uuid not null,
  stage_name text not null,
  -- 0 for a stage as a whole
  scene integer not null,
  attempt integer not null,
  provider text not null,
  model text not null,
  unit text not null,
  quantity numeric not null,
  -- in US dollars; null where the table of prices had none
  cost numeric,
  charged_at timestamptz not null
);
create index request_costs_by_request on request_costs (request_id, sequence_number);
create index request_costs_by_time on request_costs (charged_at);

-- Summed for people and dashboards.
create view request_stage_costs as
  select request_id, stage_name, provider, model, unit,
    sum(quantity) as quantity, sum(cost) as cost, count(*) as entries
  from request_costs
  group by request_id, stage_name, provider, model, unit;
