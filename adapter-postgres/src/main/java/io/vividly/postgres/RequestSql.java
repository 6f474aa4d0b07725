package io.vividly.postgres;

/**
 * The statements of {@link PostgresRequestStore}. Each is one round trip and stands for itself:
 * where a write concerns both tables, the row of the request is changed first, if and only if the
 * claim still holds, and the other change depends on that row. So a row count of 0 means a lost
 * lease, and that nothing was changed.
 */
final class RequestSql {

  /** Wants {@code :id} and {@code :token}. */
  static final String IF_HELD =
      "where id = :id and fencing_token = :token and lease_holder is not null and status in "
          + RequestColumns.OPEN_STATUSES;

  /**
   * Whether the lease on the request {@code r} runs. Nobody could renew one while the server was
   * away, so after its start each has its whole length once more: who holds it is likely to be well
   * and about to renew it.
   */
  static final String LEASE_RUNS =
      """
      (r.lease_holder is not null
        and coalesce(
          greatest(r.lease_until, pg_postmaster_start_time() + r.lease_length),
          '-infinity') > clock_timestamp())
      """;

  /**
   * Whether the request {@code r} asks what the one under the given prefix asks; never null. What
   * was asked is not known of the rows of an earlier service, so that they are at odds with
   * nothing.
   */
  private static final String ASKS_THE_SAME =
      """
      (r.student_query is null
        or (r.student_query = %1$sstudent_query
          and r.student_id is not distinct from %1$sstudent_id
          and r.grade_level is not distinct from %1$sgrade_level
          and r.interest is not distinct from %1$sinterest
          and r.preferred_modality is not distinct from %1$spreferred_modality
          and coalesce(r.requested_modalities, '{}') @> %1$srequested_modalities
          and coalesce(r.requested_modalities, '{}') <@ %1$srequested_modalities))
      """;

  /**
   * In a list of what a statement returns: its commit does not wait for the disk, and is lost at
   * worst, together with all that was committed after it, when the server goes down within a
   * moment. For what is only to be looked at. It ends with the statement's transaction.
   */
  private static final String NOT_DURABLE = "set_config('synchronous_commit', 'off', true)";

  private static final String SECONDS_SINCE = "extract(epoch from clock_timestamp() - %s)";

  /**
   * One row if the request is ours now; none if it is held, has ended or asks something else. The
   * holder that ends a claim leaves its token in {@code told_token}: if it is not that of the claim
   * before, that one was left behind.
   */
  private static final String CLAIM =
      RequestColumns.INSERT_CLAIMED
          + """

          on conflict (id) do update set
            lease_holder = excluded.lease_holder,
            lease_until = excluded.lease_until,
            lease_length = excluded.lease_length,
            fencing_token = r.fencing_token + 1,
            attempts = r.attempts + 1,
            retry_count = greatest(r.retry_count, r.attempts),
            started_at = coalesce(r.started_at, clock_timestamp()),
            correlation_id = coalesce(r.correlation_id, excluded.correlation_id),
            student_id = coalesce(r.student_id, excluded.student_id),
            student_query = coalesce(r.student_query, excluded.student_query),
            grade_level = coalesce(r.grade_level, excluded.grade_level),
            interest = coalesce(r.interest, excluded.interest),
            requested_modalities = coalesce(r.requested_modalities, excluded.requested_modalities),
            preferred_modality = coalesce(r.preferred_modality, excluded.preferred_modality),
            environment = coalesce(r.environment, excluded.environment)
          where r.status in %s and not %s and %s
          returning fencing_token, attempts,
            fencing_token > 1 and told_token is distinct from fencing_token - 1 as taken_over
          """
              .formatted(
                  RequestColumns.OPEN_STATUSES, LEASE_RUNS, ASKS_THE_SAME.formatted("excluded."));

  /** Rows of before there were scenes have none, and are no checkpoints. */
  private static final String CHECKPOINTS =
      """
      select stage_name, scene, output_data, stage_metadata ->> 'version' as version
      from request_stages
      where request_id = :id and scene is not null and output_data is not null
        and exists (select from content_requests where id = :id and lease_holder = :holder)
      """;

  /**
   * Two statements in one round trip and one transaction. The second sees what was stored while the
   * first waited for its author, which a part of the first would not.
   */
  static final String CLAIM_AND_CHECKPOINTS = CLAIM + ";\n" + CHECKPOINTS;

  private static final String OUTCOME_COLUMNS =
      """
      select status, topic, video_url, answer, clarifying_questions, out_of_scope_reason,
        error_stage, error_message, error_details
      """;

  static final String OUTCOME = OUTCOME_COLUMNS + "from content_requests where id = :id";

  /** Wants all that was asked. */
  static final String STATE =
      OUTCOME_COLUMNS
          + ", not %s as conflicting, %s as held from content_requests r where id = :id"
              .formatted(ASKS_THE_SAME.formatted(":"), LEASE_RUNS);

  static final String RENEW =
      """
      update content_requests set
        lease_until = clock_timestamp() + :lease_ms * interval '1 millisecond',
        lease_length = :lease_ms * interval '1 millisecond'
      %s
      """
          .formatted(IF_HELD);

  static final String RELEASE =
      """
      with held as (
        update content_requests set
          status = 'pending', lease_holder = null, lease_until = clock_timestamp(),
          told_token = :token,
          attempts = greatest(attempts - 1, 0), retry_count = greatest(retry_count - 1, 0)
        %s
        returning id)
      update request_stages set status = 'pending'
      from held where request_id = held.id and scene is not null and status = 'in_progress'
      """
          .formatted(IF_HELD);

  static final String STAGE_STARTED =
      """
      with held as (
        update content_requests set
          status = :status, current_stage = :stage,
          progress_percentage = greatest(progress_percentage, :progress)
        %s
        returning id, %s)
      insert into request_stages as s
        (request_id, stage_name, scene, stage_order, status, started_at)
      select id, :stage, :scene, :order, 'in_progress', clock_timestamp() from held
      on conflict (request_id, stage_name, scene) do update set
        status = 'in_progress', started_at = clock_timestamp(), completed_at = null,
        duration_seconds = null, error_message = null, error_details = null,
        retry_count = s.retry_count + 1
      """
          .formatted(IF_HELD, NOT_DURABLE);

  private static final String INSERT_COMPLETED =
      """
      insert into request_stages as s
        (request_id, stage_name, scene, stage_order, status, started_at, completed_at,
         duration_seconds, output_data, stage_metadata)
      select id, :stage, :scene, :order, 'completed', clock_timestamp(), clock_timestamp(), 0,
        cast(:output as jsonb),
        case when cast(:version as text) is not null
          then jsonb_build_object('version', cast(:version as text)) end
      from held
      on conflict (request_id, stage_name, scene) do update set
        status = 'completed', completed_at = clock_timestamp(),
        duration_seconds = %s,
        output_data = coalesce(excluded.output_data, s.output_data),
        stage_metadata = case
          when excluded.output_data is null then s.stage_metadata else excluded.stage_metadata end,
        error_message = null, error_details = null
      """
          .formatted(SECONDS_SINCE.formatted("coalesce(s.started_at, clock_timestamp())"));

  static final String STAGE_COMPLETED =
      """
      with held as (
        update content_requests set
          progress_percentage = greatest(progress_percentage, :progress),
          topic = coalesce(:topic, topic),
          learning_objective = coalesce(:learning_objective, learning_objective),
          script_text = coalesce(:script_text, script_text),
          video_url = coalesce(:video_url, video_url),
          thumbnail_url = coalesce(:thumbnail_url, thumbnail_url)
        %s
        returning id)
      """
              .formatted(IF_HELD)
          + INSERT_COMPLETED;

  /**
   * The scenes of a request are made at the same time, and so that none waits until the checkpoint
   * of another is on the disk, they do not change the row of the request. They still exclude a
   * claim, and nothing else: a claim changes the fencing token, which is part of a unique index,
   * and PostgreSQL holds such a change back while the key is shared. The progress that was made is
   * stored with the start of what comes next.
   */
  static final String SCENE_COMPLETED =
      "with held as (select id from content_requests "
          + IF_HELD
          + " for key share)\n"
          + INSERT_COMPLETED;

  /** For a stage whose output was stored scene by scene. */
  static final String WHOLE_STAGE_COMPLETED =
      """
      with held as (
        update content_requests set
          progress_percentage = greatest(progress_percentage, :progress)
        %s
        returning id, %s)
      """
              .formatted(IF_HELD, NOT_DURABLE)
          + INSERT_COMPLETED;

  static final String ATTEMPT_FAILED =
      """
      with held as (
        update content_requests set
          status = 'pending', lease_holder = null, lease_until = clock_timestamp(),
          told_token = :token,
          error_message = :message, error_stage = :stage,
          error_details = cast(:details as jsonb)
        %s
        returning id),
      stopped as (
        update request_stages set
          status = case when stage_name = :stage then 'failed' else 'pending' end,
          error_message = case when stage_name = :stage then :message end,
          error_details = case when stage_name = :stage then cast(:details as jsonb) end
        from held
        where request_id = held.id and scene is not null and status = 'in_progress')
      select count(*) from held
      """
          .formatted(IF_HELD);

  /** Stages that were not needed are skipped; one that was under way failed or was not needed. */
  static final String FINISH =
      """
      with held as (
        update content_requests set
          status = :status, lease_holder = null, lease_until = null, told_token = :token,
          progress_percentage = greatest(progress_percentage, :progress),
          completed_at = case when :failed then completed_at else clock_timestamp() end,
          failed_at = case when :failed then clock_timestamp() else failed_at end,
          total_duration_seconds = %s,
          answer = cast(:answer as jsonb),
          duration_minutes = coalesce(:duration_minutes, duration_minutes),
          video_url = coalesce(:video_url, video_url),
          thumbnail_url = coalesce(:thumbnail_url, thumbnail_url),
          clarifying_questions = :questions, out_of_scope_reason = :reason,
          error_message = :message, error_stage = :stage,
          error_details = cast(:details as jsonb)
        %s
        returning id),
      stopped as (
        update request_stages set
          status = case when stage_name = :stage then 'failed' else 'skipped' end,
          error_message = case when stage_name = :stage then :message end,
          error_details = case when stage_name = :stage then cast(:details as jsonb) end
        from held
        where request_id = held.id and scene is not null
          and status in ('in_progress', 'pending')),
      skipped as (
        insert into request_stages (request_id, stage_name, scene, stage_order, status)
        select held.id, stage.name, 0, stage.number, 'skipped'
        from held, unnest(cast(:stages as text[])) with ordinality as stage (name, number)
        where not :failed
        on conflict (request_id, stage_name, scene) do nothing)
      select count(*) from held
      """
          .formatted(SECONDS_SINCE.formatted("coalesce(started_at, created_at)"), IF_HELD);

  /** That it is idle from now on keeps it from being taken up as stuck before its message comes. */
  static final String REOPEN =
      """
      update content_requests set
        status = 'pending', attempts = 0, retry_count = 0, lease_until = clock_timestamp(),
        failed_at = null, completed_at = null, total_duration_seconds = null,
        error_message = null, error_stage = null, error_details = null
      where id = :id and status = 'failed'
      """;

  private RequestSql() {}
}
