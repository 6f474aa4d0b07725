-- For whoever looks for requests that nobody works on. Its condition names no column that a stage
-- changes, so that noting one need not touch the index.
create index content_requests_unfinished
  on content_requests (created_at) where completed_at is null and failed_at is null;

create index outbox_by_request on outbox (request_id);
