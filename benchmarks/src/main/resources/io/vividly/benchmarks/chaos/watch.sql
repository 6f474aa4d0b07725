-- What happened to the requests, seen by the database itself. A worker's connections bear its name.
create table chaos_history (
  id bigint generated always as identity primary key,
  request_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  event text not null,
  worker text,
  stage text,
  scene integer
);
create index on chaos_history (request_id, id);

create function chaos_note(id uuid, event text, worker text) returns void language sql as
$$ insert into chaos_history (request_id, event, worker) values (id, event, worker) $$;

create function chaos_is_final(status text) returns boolean immutable language sql as
$$ select status in ('completed', 'failed', 'cancelled', 'clarification_needed', 'out_of_scope') $$;

create function chaos_watch_request() returns trigger language plpgsql as
$$
declare
  writer text := current_setting('application_name');
begin
  if tg_op = 'INSERT' then
    if new.lease_holder is not null then
      perform chaos_note(new.id, 'claimed', writer);
    end if;
    return null;
  end if;
  if new.fencing_token > old.fencing_token then
    perform chaos_note(new.id, 'claimed', writer);
  elsif writer like 'worker-%'
      and (chaos_is_final(old.status) or old.lease_holder is not null
        and writer <> (
          select h.worker from chaos_history h where h.request_id = old.id and h.event = 'claimed'
          order by h.id desc limit 1)) then
    perform chaos_note(new.id, 'stale', writer);
  end if;
  if chaos_is_final(old.status) and new.status is distinct from old.status then
    perform chaos_note(new.id, 'reopened', writer);
  end if;
  if chaos_is_final(new.status) and new.status is distinct from old.status then
    perform chaos_note(new.id, case new.status when 'completed' then 'completed' else 'ended' end, writer);
  elsif old.lease_holder is not null and new.lease_holder is null then
    perform chaos_note(new.id, 'released', writer);
  end if;
  return null;
end
$$;
create trigger chaos_watch after insert or update on content_requests
  for each row execute function chaos_watch_request();

create function chaos_watch_stage() returns trigger language plpgsql as
$$
begin
  if new.status = 'completed' and new.output_data is not null
      and (tg_op = 'INSERT' or old.completed_at is distinct from new.completed_at) then
    insert into chaos_history (request_id, event, worker, stage, scene)
    values (new.request_id, 'checkpoint', current_setting('application_name'), new.stage_name,
      new.scene);
  end if;
  return null;
end
$$;
create trigger chaos_watch after insert or update on request_stages
  for each row execute function chaos_watch_stage();
