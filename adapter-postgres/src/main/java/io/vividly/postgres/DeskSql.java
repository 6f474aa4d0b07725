package io.vividly.postgres;

import io.vividly.core.model.RequestStatus;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The statements of {@link PostgresRequestDesk}. */
final class DeskSql {

  private static final String SUMMARY =
      "id, student_id, student_query, grade_level, interest, requested_modalities, status,"
          + " current_stage, progress_percentage, topic, created_at, started_at,"
          + " coalesce(completed_at, failed_at) as ended_at";

  private static final String KNOWN_STATUSES =
      Arrays.stream(RequestStatus.values())
          .map(status -> "'" + status.wireName() + "'")
          .collect(Collectors.joining(", ", "(", ")"));

  static final String FIND =
      "select "
          + SUMMARY
          + ", script_text, video_url, answer, clarifying_questions, out_of_scope_reason,"
          + " error_stage, error_message, error_details from content_requests where id = :id";

  /** One row more than the page has, to see whether there are more. */
  static final String PAGE =
      """
      select %s
      from content_requests
      where status in %s
        and (cast(:student as text) is null or student_id = :student)
        and (cast(:status as text) is null or status = :status)
        and (cast(:after_time as timestamptz) is null
          or (created_at, id) < (cast(:after_time as timestamptz), cast(:after_id as uuid)))
      order by created_at desc, id desc
      limit :limit + 1
      """
          .formatted(SUMMARY, KNOWN_STATUSES);

  /** No row if the key is taken; waits for whoever is just taking it. */
  static final String TAKE_KEY =
      """
      insert into submission_keys (student_id, submission_key, request_id, digest)
      values (:student, :key, :id, :digest)
      on conflict do nothing
      """;

  static final String KEY =
      """
      select request_id, digest from submission_keys
      where student_id = :student and submission_key = :key
      """;

  private static final String EVENT =
      """
      insert into request_events
        (request_id, event_type, event_message, severity, created_at, event_data,
         source_service, source_host, sequence_number)
      select id, '%s', '%s', 'info', clock_timestamp(), '%s', :service, :host,
        nextval('request_events_sequence')
      from changed
      """;

  static final String CANCEL =
      """
      with changed as (
        update content_requests set
          status = 'cancelled', lease_holder = null, lease_until = null,
          completed_at = clock_timestamp(),
          total_duration_seconds =
            extract(epoch from clock_timestamp() - coalesce(started_at, created_at))
        where id = :id and status in %s
        returning id),
      stopped as (
        update request_stages set status = 'skipped'
        from changed
        where request_id = changed.id and scene is not null
          and status in ('in_progress', 'pending')),
      event as (%s)
      select count(*) from changed
      """
          .formatted(
              RequestColumns.OPEN_STATUSES,
              EVENT.formatted("request_cancelled", "The request was cancelled.", "{}"));

  /** All that was asked, of a request that nobody else may change until the transaction ends. */
  static final String LOCK =
      """
      select id, correlation_id, student_id, student_query, grade_level, interest,
        requested_modalities, preferred_modality, environment, status
      from content_requests where id = :id
      for update
      """;

  /** Nothing of the first outcome is left but what is kept for the record. */
  static final String CLARIFY =
      """
      with changed as (
        update content_requests set
          student_query = :query, status = 'pending', current_stage = null,
          progress_percentage = 0, started_at = null, completed_at = null,
          total_duration_seconds = null, clarifying_questions = null, topic = null,
          learning_objective = null, attempts = 0, retry_count = 0,
          lease_holder = null, lease_until = null,
          error_message = null, error_stage = null, error_details = null,
          request_metadata = jsonb_set(
            case jsonb_typeof(request_metadata)
              when 'object' then request_metadata
              else jsonb_strip_nulls(jsonb_build_object('before', request_metadata))
            end,
            '{clarifications}',
            coalesce(request_metadata -> 'clarifications', '[]') || jsonb_build_object(
              'student_query', student_query, 'questions', to_jsonb(clarifying_questions),
              'answer', cast(:answer as text), 'at', clock_timestamp()))
        where id = :id
        returning id),
      forgotten as (
        delete from request_stages using changed
        where request_id = changed.id and scene is not null),
      event as (%s)
      select count(*) from changed
      """
          .formatted(
              EVENT.formatted("request_clarified", "The student answered.", "{\"progress\": 0}"));

  static final String HAS_FILE =
      """
      select exists (
        select from content_requests
        where student_id = :student and status = 'completed'
          and jsonb_path_exists(
            answer, '$.output.files.*.key ? (@ == $key)', jsonb_build_object('key', :key)))
      """;

  private DeskSql() {}
}
