-- Requests and outbox entries tell when they change, and equal answers are shared.

alter table content_requests
  -- how long the lease runs after each renewal; null in rows of before
  add column lease_length interval,
  -- the claim that was ended by its holder, who tells of that when it is committed
  add column told_token bigint;

-- Whoever waits for a request, or works on it, is told when it ends, is given back or is deleted,
-- whoever did that, be it an older service or a person. A checkpoint meets neither condition, and
-- costs no notification. Nor does a holder's own end, for which others would have to wait: commits
-- that notify come one after the other.
create function vividly_request_changed() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('vividly_requests', old.id::text);
  return null;
end
$$;

create trigger vividly_request_ended
  after update on content_requests for each row
  when (
    new.told_token is not distinct from old.told_token
    and ((old.lease_holder is not null and new.lease_holder is null)
      or (old.status in (
            'pending', 'validating', 'retrieving', 'generating_script', 'generating_video',
            'processing_video', 'notifying')
          and new.status not in (
            'pending', 'validating', 'retrieving', 'generating_script', 'generating_video',
            'processing_video', 'notifying'))))
  execute function vividly_request_changed();

-- Nobody waits for a request that has ended: tidying up tells nobody.
create trigger vividly_request_deleted
  after delete on content_requests for each row
  when (old.status in (
    'pending', 'validating', 'retrieving', 'generating_script', 'generating_video',
    'processing_video', 'notifying'))
  execute function vividly_request_changed();

create function vividly_outbox_filled() returns trigger language plpgsql as $$
begin
  perform pg_catalog.pg_notify('vividly_outbox', '');
  return null;
end
$$;

create trigger vividly_outbox_filled
  after insert on outbox for each statement
  execute function vividly_outbox_filled();

-- Without a foreign key: an answer outlives the request that it was made for. A row without an
-- answer is a reservation, which is as good as the claim that it names.
create table content_answers (
  answer_key text primary key,
  key_version integer not null,
  request_id uuid not null,
  fencing_token bigint not null,
  answer jsonb,
  made_at timestamptz
);
