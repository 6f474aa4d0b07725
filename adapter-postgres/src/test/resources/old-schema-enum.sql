create type content_request_status as enum (
  'pending', 'validating', 'retrieving', 'generating_script', 'generating_video',
  'processing_video', 'notifying', 'completed', 'failed', 'cancelled');
create type stage_status as enum ('pending', 'in_progress', 'completed', 'failed', 'skipped');
create table content_requests (
  id uuid primary key default gen_random_uuid(),
  correlation_id varchar(64),
  student_id uuid,
  topic varchar(500) not null,
  learning_objective text not null default '',
  grade_level integer not null,
  duration_minutes integer,
  status content_request_status not null default 'pending',
  current_stage varchar(100),
  progress_percentage integer not null default 0,
  created_at timestamptz default now(),
  started_at timestamptz,
  completed_at timestamptz,
  failed_at timestamptz,
  video_url text,
  script_text text,
  thumbnail_url text,
  error_message text,
  error_stage varchar(100),
  error_details jsonb,
  retry_count integer default 0,
  request_metadata jsonb not null default '{}',
  total_duration_seconds double precision,
  organization_id text
);
create index content_requests_status on content_requests (status);
create table request_stages (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references content_requests (id) on delete cascade,
  stage_name varchar(100) not null,
  stage_order integer not null,
  status stage_status not null default 'pending',
  started_at timestamptz,
  completed_at timestamptz,
  duration_seconds double precision,
  output_data jsonb,
  error_message text,
  error_details jsonb,
  retry_count integer default 0,
  max_retries integer default 3,
  stage_metadata jsonb
);
create unique index one_row_per_stage on request_stages (request_id, stage_name);
create table request_events (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references content_requests (id) on delete cascade,
  event_type varchar(100) not null,
  event_message text,
  stage_name varchar(100),
  severity varchar(20) default 'info',
  created_at timestamptz default now(),
  event_data jsonb,
  source_service varchar(100),
  source_host varchar(255)
);

insert into content_requests (id, correlation_id, student_id, topic, grade_level, status,
  progress_percentage, created_at, video_url, error_message)
select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'corr-' || n,
  md5('student' || n)::uuid, 'Topic ' || n, 9, status, n * 10,
  timestamptz '2025-03-30 02:30:00+00' + n * interval '1 hour',
  case when status = 'completed' then 'https://media.example/' || n || '.mp4' end,
  case when status = 'failed' then 'it broke' end
from unnest(enum_range(null::content_request_status)) with ordinality as s (status, n);
insert into request_stages (request_id, stage_name, stage_order, status, started_at, output_data)
select id, 'understanding', 1, 'completed', created_at, '{"text": "old"}' from content_requests;
insert into request_events (request_id, event_type, created_at)
select id, 'created', created_at from content_requests;
