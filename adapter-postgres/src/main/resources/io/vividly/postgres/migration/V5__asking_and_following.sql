-- People ask, follow and change their mind through the API.

-- The place of an event in the log. Without a default, and null in rows of others: adding a value
-- would write a large table anew, and an older service may have no right to the sequence.
alter table request_events add column sequence_number bigint;
create sequence request_events_sequence owned by request_events.sequence_number;
create index request_events_in_order on request_events (request_id, sequence_number);

-- Which request was made when a student's program first submitted with a key of its choice. The
-- key is written first, so that of two that use it at once the second waits for the first.
create table submission_keys (
  student_id text not null,
  submission_key text not null,
  request_id uuid not null
    references content_requests (id) on delete cascade deferrable initially deferred,
  digest text not null,
  created_at timestamptz not null default now(),
  primary key (student_id, submission_key)
);
create index submission_keys_by_request on submission_keys (request_id);

create index content_requests_by_time on content_requests (created_at, id);
