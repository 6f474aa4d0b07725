package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresEventLogTest {

  private static final Instant AT = Instant.parse("2026-04-05T13:45:59.123456Z");

  @Test
  void writesWhatHappenedBeforeItCloses() {
    TestDatabase database = TestDatabase.migrated();
    RequestId id = RequestId.random();
    StageKey scene = new StageKey(Stage.NARRATION, 3);
    database.storage().outbox().submit(request(id));
    PipelineObserver log = database.storage().eventLog();

    log.on(new PipelineEvent.DeliveryReceived(AT, "m", null, null));
    log.on(new PipelineEvent.RequestReceived(AT, id, AT.minusSeconds(2), AT));
    log.on(new PipelineEvent.RequestClaimed(AT, RequestId.random(), 1, 0, false));
    log.on(new PipelineEvent.StageCompleted(AT, id, scene, Duration.ofMillis(1500), 40));
    log.on(new PipelineEvent.StageRetried(AT, id, scene, 2, "429\u0000"));
    log.on(
        new PipelineEvent.AttemptFailed(
            AT, id, 1, new StageFailure(null, false, "away", "java.io.IOException")));
    log.on(
        new PipelineEvent.RequestFinished(AT, id, new Outcome.Cancelled(), Duration.ofSeconds(9)));
    database.close();

    List<Map<String, Object>> rows =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select event_type, event_message, stage_name, severity,
                              source_service, request_id, event_data ->> 'queued_ms' as queued,
                              event_data ->> 'took_ms' as took, event_data ->> 'scene' as scene,
                              created_at = timestamptz '2026-04-05 13:45:59.123456Z' as on_time
                            from request_events order by ctid
                            """)
                        .mapToMap()
                        .list());
    assertThat(rows)
        .extracting(row -> row.get("event_type"))
        .containsExactly(
            "request_received",
            "stage_completed",
            "stage_retried",
            "attempt_failed",
            "request_finished");
    assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("on_time", true));
    assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("request_id", id.value()));
    assertThat(rows.get(0)).containsEntry("queued", "2000");
    assertThat(rows.get(1))
        .containsEntry("event_message", "Narration of scene 3 is done.")
        .containsEntry("stage_name", "narration")
        .containsEntry("scene", "3")
        .containsEntry("took", "1500")
        .containsEntry("source_service", "vividly");
    assertThat(rows.get(2)).containsEntry("severity", "warning");
    assertThat(rows.get(3)).containsEntry("severity", "error");
  }

  private static ContentRequest request(RequestId id) {
    return new ContentRequest(
        id,
        "c",
        "s",
        "Why?",
        new GradeLevel(9),
        null,
        Set.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }
}
