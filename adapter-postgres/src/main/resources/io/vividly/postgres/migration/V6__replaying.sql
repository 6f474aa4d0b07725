-- Rejected messages are replayed once what was wrong is mended. Null: waits for a person.
alter table rejected_messages add column replayed_at timestamptz;
