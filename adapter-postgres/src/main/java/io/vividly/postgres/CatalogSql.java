package io.vividly.postgres;

/** The statements of {@link PostgresContentCatalog}; all want {@code :key}. */
final class CatalogSql {

  /** What {@code content_requests.request_metadata} says under {@code reuse}. */
  private static final String NOTE =
      """
      jsonb_build_object('key', cast(:key as text), 'key_version', cast(:key_version as integer),
        'how', %s, 'answer_of', cast(:answer_of as uuid))
      """;

  /** Metadata that are no object are somebody else's matter and stay as they are. */
  private static final String WITH_NOTE =
      """
      case when coalesce(jsonb_typeof(r.request_metadata), 'null') in ('null', 'object')
        then coalesce(nullif(r.request_metadata, 'null'), '{}') || jsonb_build_object('reuse', %s)
        else r.request_metadata end
      """;

  /** Whether the claim that reserved the answer {@code a} is still worth something. */
  private static final String MAKER_WORKS =
      """
      exists (
        select from content_requests r
        where r.id = a.request_id and r.fencing_token = a.fencing_token
          and r.status in %s and %s)
      """
          .formatted(RequestColumns.OPEN_STATUSES, RequestSql.LEASE_RUNS);

  /** One row if somebody else is making the answer now. */
  static final String IN_THE_MAKING =
      """
      with held as (select id from content_requests %s)
      select a.request_id from content_answers a, held
      where a.answer_key = :key and a.answer is null and a.request_id <> held.id and %s
      """
          .formatted(RequestSql.IF_HELD, MAKER_WORKS);

  /**
   * Locks the answer's row, which is added if need be, and tells what is in it. No row if the
   * caller's own claim does not hold.
   */
  static final String LOCK =
      """
      with held as (select id from content_requests %s for no key update)
      insert into content_answers as a (answer_key, key_version, request_id, fencing_token)
      select :key, :key_version, id, :token from held
      on conflict (answer_key) do update set
        fencing_token = case when a.request_id = excluded.request_id
          then excluded.fencing_token else a.fencing_token end
      returning request_id, answer
      """
          .formatted(RequestSql.IF_HELD);

  /** Takes over a row without a readable answer, if nobody makes one. */
  static final String TAKE =
      """
      update content_answers a set
        key_version = :key_version, request_id = :id, fencing_token = :token,
        answer = null, made_at = null
      where a.answer_key = :key and not %s
      """
          .formatted(MAKER_WORKS);

  /**
   * Writes the note, if it says something new. A request that waited for an answer has joined it,
   * even if it finds it finished in the end.
   */
  static final String NOTE_RESERVATION =
      """
      with note as (
        select %s as value
        from content_requests r where r.id = :id)
      update content_requests r set
        request_metadata = %s,
        script_text = coalesce(
          (select m.script_text from content_requests m where m.id = cast(:copy_from as uuid)), r.script_text),
        learning_objective = coalesce(
          (select m.learning_objective from content_requests m where m.id = cast(:copy_from as uuid)),
          r.learning_objective)
      from note
      %s and r.request_metadata -> 'reuse' is distinct from note.value
      """
          .formatted(
              NOTE.formatted(
                  """
                  case when :how = 'reused'
                      and r.request_metadata -> 'reuse' ->> 'how' = 'joined'
                      and r.request_metadata -> 'reuse' ->> 'key' = :key
                    then 'joined' else :how end"""),
              WITH_NOTE.formatted("note.value"),
              RequestSql.IF_HELD);

  /** Of two answers the first stays, unless both are of one request. */
  static final String OFFER =
      """
      with held as (
        update content_requests r set request_metadata = %s
        %s
        returning id),
      offered as (
        insert into content_answers as a
          (answer_key, key_version, request_id, fencing_token, answer, made_at)
        select :key, :key_version, id, :token, cast(:answer as jsonb), clock_timestamp() from held
        on conflict (answer_key) do update set
          key_version = excluded.key_version, request_id = excluded.request_id,
          fencing_token = excluded.fencing_token, answer = excluded.answer,
          made_at = excluded.made_at
        where a.answer is null or a.request_id = excluded.request_id)
      select count(*) from held
      """
          .formatted(WITH_NOTE.formatted(NOTE.formatted("'made'")), RequestSql.IF_HELD);

  static final String WITHDRAW =
      """
      delete from content_answers
      where answer_key = :key and request_id = :made_by and answer is not null
      """;

  private CatalogSql() {}
}
