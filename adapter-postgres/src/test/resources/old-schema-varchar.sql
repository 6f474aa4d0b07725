create table content_requests (
  id uuid primary key,
  correlation_id varchar(64) not null,
  student_id varchar(100) not null,
  topic varchar(500) not null,
  learning_objective text,
  grade_level integer,
  duration_minutes integer default 3,
  status varchar(50) not null default 'pending' check (status in (
    'pending', 'validating', 'retrieving', 'generating_script', 'generating_video',
    'processing_video', 'notifying', 'completed', 'failed', 'cancelled')),
  current_stage varchar(100),
  progress_percentage integer,
  created_at timestamp not null,
  started_at timestamp,
  completed_at timestamp,
  failed_at timestamp,
  video_url varchar(1024),
  script_text text,
  thumbnail_url varchar(1024),
  error_message text,
  error_stage varchar(100),
  error_details json,
  retry_count integer,
  request_metadata json,
  total_duration_seconds integer,
  organization_id text
);
create table request_stages (
  id uuid primary key,
  request_id uuid not null references content_requests (id) on delete cascade,
  stage_name varchar(100) not null,
  stage_order integer not null,
  status varchar(50) not null,
  started_at timestamp,
  completed_at timestamp,
  duration_seconds numeric(10, 2),
  output_data json,
  error_message text,
  error_details json,
  retry_count integer not null,
  max_retries integer not null,
  stage_metadata json,
  unique (request_id, stage_name)
);
create table request_events (
  id uuid primary key,
  request_id uuid not null references content_requests (id) on delete cascade,
  event_type varchar(100) not null,
  event_message text not null,
  stage_name varchar(100),
  severity varchar(20),
  created_at timestamp not null,
  event_data json,
  source_service varchar(100),
  source_host varchar(255)
);

insert into content_requests (id, correlation_id, student_id, topic, grade_level, status,
  progress_percentage, created_at, video_url, error_message, request_metadata)
select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'corr-' || n, 'student-' || n,
  'Topic ' || n, 9, status, n * 10, timestamp '2025-03-30 02:30:00' + n * interval '1 hour',
  case when status = 'completed' then 'https://media.example/' || n || '.mp4' end,
  case when status = 'failed' then 'it broke' end, '{"source": "app"}'
from unnest(array['pending', 'validating', 'retrieving', 'generating_script', 'generating_video',
  'processing_video', 'notifying', 'completed', 'failed', 'cancelled'])
  with ordinality as s (status, n);
insert into request_stages (id, request_id, stage_name, stage_order, status, started_at,
  duration_seconds, output_data, retry_count, max_retries)
select md5('stage' || id)::uuid, id, 'script', 3, 'completed', created_at, 1.25, '{"text": "old"}',
  1, 3
from content_requests;
insert into request_events (id, request_id, event_type, event_message, severity, created_at)
select md5('event' || id)::uuid, id, 'created', 'made', 'info', created_at from content_requests;
