package io.vividly.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.RequestEvent;
import io.vividly.core.port.RequestEvent.Kind;
import io.vividly.core.port.RequestEvents;
import io.vividly.core.port.Watch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code request_events}: what is of interest to the student. */
final class PostgresRequestEvents implements RequestEvents {

  private static final Map<String, Kind> KINDS =
      Map.of(
          "request_claimed", Kind.ATTEMPT_BEGAN,
          "stage_started", Kind.STAGE_STARTED,
          "stage_completed", Kind.STAGE_COMPLETED,
          "stage_resumed", Kind.STAGE_RESUMED,
          "attempt_failed", Kind.ATTEMPT_FAILED,
          "request_clarified", Kind.CLARIFIED);

  private static final String AFTER =
      """
      select sequence_number, created_at, event_type, stage_name, event_data
      from request_events
      where request_id = :id and sequence_number > :sequence and event_type = any(:types)
      order by sequence_number
      limit :limit
      """;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Database database;
  private final DatabaseWatch changes;

  PostgresRequestEvents(Database database, DatabaseWatch changes) {
    this.database = database;
    this.changes = changes;
  }

  @Override
  public List<RequestEvent> after(RequestId id, long sequence, int limit) {
    return database.run(
        "read the events of request " + id,
        handle ->
            handle
                .createQuery(AFTER)
                .bind("id", id.value())
                .bind("sequence", sequence)
                .bindArray("types", String.class, KINDS.keySet())
                .bind("limit", limit)
                .map(PostgresRequestEvents::event)
                .list());
  }

  @Override
  public Watch watch(RequestId id, Runnable action) {
    Watch request = changes.onRequest(id, action);
    Watch events = changes.onEvents(id, action);
    return () -> {
      request.close();
      events.close();
    };
  }

  private static RequestEvent event(ResultSet row, StatementContext context) throws SQLException {
    JsonNode data = json(row.getString("event_data"));
    JsonNode progress = data.path("progress");
    return new RequestEvent(
        row.getLong("sequence_number"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Objects.requireNonNull(KINDS.get(row.getString("event_type")), "the query asks for these"),
        stage(row.getString("stage_name"), data.path("scene").asInt(0)),
        progress.isInt() ? progress.intValue() : null);
  }

  private static @Nullable StageKey stage(@Nullable String name, int scene) {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.wireName().equals(name))
        .findFirst()
        .map(stage -> new StageKey(stage, Math.max(0, scene)))
        .orElse(null);
  }

  private static JsonNode json(@Nullable String text) {
    try {
      return MAPPER.readTree(text == null ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave a jsonb that is not JSON", e);
    }
  }
}
