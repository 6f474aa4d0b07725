package io.vividly.postgres;

import io.vividly.core.model.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows of a request, for an operator: rows as they are, with the columns that
 * tell what happened. The student's words, the answer and the body of the message are left out.
 *
 * @param request the row
 * @param stages in order, each scene as well
 * @param events oldest first
 * @param messages what the outbox has of it
 * @param costs by stage, provider, model and unit
 */
public record RequestStory(
    Map<String, @Nullable Object> request,
    List<Map<String, @Nullable Object>> stages,
    List<Map<String, @Nullable Object>> events,
    List<Map<String, @Nullable Object>> messages,
    List<Map<String, @Nullable Object>> costs) {

  private static final String REQUEST =
      """
      select id::text, correlation_id, status, current_stage, progress_percentage as progress,
        attempts, retry_count, fencing_token, lease_holder, lease_until, grade_level,
        requested_modalities::text, environment, topic, created_at, started_at, completed_at,
        failed_at, error_stage, error_message, out_of_scope_reason,
        cardinality(clarifying_questions) as clarifying_questions, video_url,
        (lease_until > clock_timestamp() and lease_holder is not null) as worked_on
      from content_requests where id = :id
      """;

  private static final String STAGES =
      """
      select stage_name as stage, scene, status, started_at, completed_at, duration_seconds,
        retry_count, error_message, stage_metadata ->> 'version' as version
      from request_stages where request_id = :id
      order by started_at nulls last, stage_order, scene
      """;

  private static final String EVENTS =
      """
      select created_at as at, event_type as type, severity, stage_name as stage,
        event_message as message, source_service, source_host
      from request_events where request_id = :id
      order by sequence_number nulls first, created_at
      """;

  private static final String MESSAGES =
      """
      select id, created_at, attempts, due_at, published_at, dead_lettered_at, last_problem,
        attributes ->> 'traceparent' as traceparent
      from outbox where request_id = :id order by id
      """;

  private static final String COSTS =
      """
      select stage_name as stage, provider, model, unit, quantity, cost
      from request_stage_costs where request_id = :id
      order by stage_name, provider, model, unit
      """;

  static Optional<RequestStory> read(Database database, RequestId id) {
    return database.transact(
        "read the story of request " + id,
        handle ->
            rows(handle, REQUEST, id).stream()
                .findFirst()
                .map(
                    request ->
                        new RequestStory(
                            request,
                            rows(handle, STAGES, id),
                            rows(handle, EVENTS, id),
                            rows(handle, MESSAGES, id),
                            rows(handle, COSTS, id))));
  }

  private static List<Map<String, @Nullable Object>> rows(Handle handle, String sql, RequestId id) {
    return handle.createQuery(sql).bind("id", id.value()).mapToMap().list();
  }

  /** Leaves out everything: it is long. */
  @Override
  public String toString() {
    return "RequestStory[id=" + request.get("id") + "]";
  }
}
