-- Brings an empty database, and one that already has content_requests, request_stages and
-- request_events, to the same columns. No row is removed; a column is only ever added or widened;
-- defaults that the old service relies on stay.

-- Not a notice for every column that is there already.
set local client_min_messages = warning;

create table if not exists content_requests (id uuid primary key);
create table if not exists request_stages (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references content_requests (id) on delete cascade
);
create table if not exists request_events (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references content_requests (id) on delete cascade
);

alter table content_requests
  add column if not exists correlation_id text,
  add column if not exists student_id text,
  add column if not exists topic text,
  add column if not exists learning_objective text,
  add column if not exists grade_level integer,
  add column if not exists duration_minutes integer,
  add column if not exists status text,
  add column if not exists current_stage text,
  add column if not exists progress_percentage integer,
  add column if not exists created_at timestamptz,
  add column if not exists started_at timestamptz,
  add column if not exists completed_at timestamptz,
  add column if not exists failed_at timestamptz,
  add column if not exists video_url text,
  add column if not exists script_text text,
  add column if not exists thumbnail_url text,
  add column if not exists error_message text,
  add column if not exists error_stage text,
  add column if not exists error_details jsonb,
  add column if not exists retry_count integer,
  add column if not exists request_metadata jsonb,
  add column if not exists total_duration_seconds double precision,
  add column if not exists organization_id text,
  -- what was asked, so that a request can be published again
  add column if not exists student_query text,
  add column if not exists interest text,
  add column if not exists requested_modalities text[],
  add column if not exists preferred_modality text,
  add column if not exists environment text,
  -- the lease
  add column if not exists lease_holder text,
  add column if not exists lease_until timestamptz,
  add column if not exists fencing_token bigint not null default 0,
  add column if not exists attempts integer not null default 0,
  -- how it ended
  add column if not exists answer jsonb,
  add column if not exists clarifying_questions text[],
  add column if not exists out_of_scope_reason text;

alter table request_stages
  add column if not exists stage_name text,
  add column if not exists stage_order integer,
  add column if not exists status text,
  add column if not exists started_at timestamptz,
  add column if not exists completed_at timestamptz,
  add column if not exists duration_seconds double precision,
  add column if not exists output_data jsonb,
  add column if not exists error_message text,
  add column if not exists error_details jsonb,
  add column if not exists retry_count integer,
  add column if not exists max_retries integer,
  add column if not exists stage_metadata jsonb,
  -- 0 for a stage as a whole; null in rows of before there were scenes, which are no checkpoints
  add column if not exists scene integer;

alter table request_events
  add column if not exists event_type text,
  add column if not exists event_message text,
  add column if not exists stage_name text,
  add column if not exists severity text,
  add column if not exists created_at timestamptz,
  add column if not exists event_data jsonb,
  add column if not exists source_service text,
  add column if not exists source_host text;

-- Constraints that know only the ten old statuses, or only one row per stage.
do $$
declare
  found record;
begin
  for found in
    select c.conrelid::regclass as relation, c.conname
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'c' and a.attname = 'status'
      and c.conrelid in ('content_requests'::regclass, 'request_stages'::regclass)
  loop
    execute format('alter table %s drop constraint %I', found.relation, found.conname);
  end loop;
  for found in
    select c.conname from pg_constraint c
    where c.contype = 'u' and c.conrelid = 'request_stages'::regclass
  loop
    execute format('alter table request_stages drop constraint %I', found.conname);
  end loop;
  for found in
    select i.indexrelid::regclass as name from pg_index i
    where i.indrelid = 'request_stages'::regclass and i.indisunique and not i.indisprimary
  loop
    execute format('drop index %s', found.name);
  end loop;
end
$$;

-- Types: enums and bounded text become text, times without a zone (which were UTC) get one.
do $$
declare
  found record;
  target text;
  conversion text;
begin
  for found in
    select a.attrelid::regclass as relation, a.attname as name, t.typname as type, t.typtype
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    where a.attnum > 0 and not a.attisdropped
      and a.attrelid in (
        'content_requests'::regclass, 'request_stages'::regclass, 'request_events'::regclass)
      and a.attname in (
        'correlation_id', 'student_id', 'topic', 'learning_objective', 'status', 'current_stage',
        'created_at', 'started_at', 'completed_at', 'failed_at', 'video_url', 'script_text',
        'thumbnail_url', 'error_message', 'error_stage', 'error_details', 'request_metadata',
        'total_duration_seconds', 'stage_name', 'duration_seconds', 'output_data',
        'stage_metadata', 'event_type', 'event_message', 'severity', 'event_data',
        'source_service', 'source_host')
  loop
    target := case
      when found.typtype = 'e' or found.type in ('varchar', 'bpchar') then 'text'
      when found.type = 'uuid' and found.name in ('student_id', 'correlation_id') then 'text'
      when found.type = 'timestamp' then 'timestamptz'
      when found.type = 'json' then 'jsonb'
      when found.type in ('int2', 'int4', 'int8', 'float4', 'numeric')
        and found.name in ('total_duration_seconds', 'duration_seconds') then 'double precision'
    end;
    continue when target is null;
    conversion := case target
      when 'timestamptz' then format('%I at time zone ''UTC''', found.name)
      else format('%I::%s', found.name, target)
    end;
    execute format(
      'alter table %s alter column %I drop default, alter column %I type %s using %s',
      found.relation, found.name, found.name, target, conversion);
  end loop;
end
$$;

-- What the pipeline does not know when it adds a row must not be required.
alter table content_requests
  alter column correlation_id drop not null,
  alter column student_id drop not null,
  alter column topic drop not null,
  alter column learning_objective drop not null,
  alter column grade_level drop not null,
  alter column duration_minutes drop not null,
  alter column current_stage drop not null,
  alter column request_metadata drop not null,
  alter column organization_id drop not null;
alter table request_stages
  alter column stage_name drop not null,
  alter column stage_order drop not null,
  alter column max_retries drop not null,
  alter column stage_metadata drop not null,
  alter column output_data drop not null;
alter table request_events
  alter column event_type drop not null,
  alter column severity drop not null,
  alter column created_at drop not null,
  alter column event_message drop not null,
  alter column stage_name drop not null,
  alter column event_data drop not null,
  alter column source_service drop not null,
  alter column source_host drop not null;

update content_requests
  set status = coalesce(status, 'pending'),
    progress_percentage = coalesce(progress_percentage, 0),
    created_at = coalesce(created_at, now()),
    retry_count = coalesce(retry_count, 0)
  where status is null or progress_percentage is null or created_at is null
    or retry_count is null;
update request_stages
  set status = coalesce(status, 'pending'), retry_count = coalesce(retry_count, 0)
  where status is null or retry_count is null;

alter table content_requests
  alter column status set default 'pending',
  alter column status set not null,
  alter column progress_percentage set default 0,
  alter column progress_percentage set not null,
  alter column created_at set default now(),
  alter column created_at set not null,
  alter column retry_count set default 0,
  alter column retry_count set not null;
alter table request_stages
  alter column status set default 'pending',
  alter column status set not null,
  alter column stage_order set default 0,
  alter column retry_count set default 0,
  alter column retry_count set not null,
  alter column max_retries set default 0;
alter table request_events
  alter column severity set default 'info',
  alter column created_at set default now();

-- Ids that the old service made up by itself.
do $$
declare
  found record;
begin
  for found in
    select a.attrelid::regclass as relation
    from pg_attribute a
    where a.attrelid in ('request_stages'::regclass, 'request_events'::regclass)
      and a.attname = 'id' and a.atttypid = 'uuid'::regtype and not a.atthasdef
  loop
    execute format('alter table %s alter column id set default gen_random_uuid()', found.relation);
  end loop;
end
$$;

-- "not valid" first: a row with a status that nobody knows is kept as it is.
alter table content_requests add constraint content_requests_status_known
  check (status in (
    'pending', 'validating', 'retrieving', 'generating_script', 'generating_video',
    'processing_video', 'notifying', 'completed', 'failed', 'cancelled',
    'clarification_needed', 'out_of_scope')) not valid;
alter table request_stages add constraint request_stages_status_known
  check (status in ('pending', 'in_progress', 'completed', 'failed', 'skipped')) not valid;

create unique index if not exists request_stages_checkpoint
  on request_stages (request_id, stage_name, scene);
create index if not exists request_events_by_request on request_events (request_id, created_at);
create index if not exists content_requests_by_student
  on content_requests (student_id, created_at);

create table if not exists outbox (
  id bigint generated always as identity primary key,
  request_id uuid not null references content_requests (id) on delete cascade,
  attributes jsonb not null,
  body bytea not null,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  published_at timestamptz,
  dead_lettered_at timestamptz,
  last_problem text
);
create index if not exists outbox_waiting
  on outbox (id) where published_at is null and dead_lettered_at is null;

create table if not exists rejected_messages (
  id bigint generated always as identity primary key,
  message_id text not null unique,
  published_at timestamptz,
  delivery_attempt integer,
  attributes jsonb not null,
  body bytea not null,
  field text,
  problem text not null,
  times_seen integer not null default 1,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
