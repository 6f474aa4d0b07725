package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person who looks at the tables sees. */
class RequestRowTest {

  private static final StageKey UNDERSTANDING = StageKey.of(Stage.UNDERSTANDING);
  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final RequestStore store = database.storage().requestStore();
  private final ContentRequest request = Requests.request();

  @Test
  void showsHowTheWorkAdvances() {
    Claim claim = claim();
    assertThat(row())
        .containsEntry("status", "pending")
        .containsEntry("lease_holder", "holder")
        .containsEntry("retry_count", 0)
        .extractingByKey("started_at")
        .isNotNull();

    store.stageStarted(claim, UNDERSTANDING, 5);
    assertThat(row())
        .containsEntry("status", "validating")
        .containsEntry("current_stage", "understanding")
        .containsEntry("progress_percentage", 5);
    assertThat(stage("understanding", 0)).containsEntry("status", "in_progress");

    store.stageCompleted(
        claim,
        UNDERSTANDING,
        Samples.checkpoint(
            new Understanding.Understood(new Topic("t", "Newton's third law", Subject.PHYSICS), 1)),
        15);
    store.stageStarted(claim, StageKey.of(Stage.RETRIEVAL), 3);
    assertThat(row())
        .containsEntry("topic", "Newton's third law")
        .containsEntry("progress_percentage", 15);
    assertThat(stage("understanding", 0))
        .containsEntry("status", "completed")
        .containsEntry("stage_order", 1)
        .hasEntrySatisfying(
            "stage_metadata", made -> assertThat(made).hasToString("{\"version\": \"1\"}"))
        .satisfies(stage -> assertThat((Double) stage.get("duration_seconds")).isNotNegative());
  }

  @Test
  void showsTheAnswer() {
    Claim claim = claim();
    store.stageStarted(claim, new StageKey(Stage.RENDERING, 2), 60);
    store.finish(claim, new Outcome.Completed(Requests.answer()));

    assertThat(row())
        .containsEntry("status", "completed")
        .containsEntry("progress_percentage", 100)
        .containsEntry("duration_minutes", 2)
        .containsEntry("video_url", "https://media.example/v.mp4")
        .containsEntry("lease_holder", null)
        .containsEntry("failed_at", null)
        .satisfies(
            row -> {
              assertThat(row.get("completed_at")).isNotNull();
              assertThat((Double) row.get("total_duration_seconds")).isNotNegative();
            });
    assertThat(stage("narration", 0)).containsEntry("status", "skipped");
  }

  @Test
  void showsAFailureAndForgetsItOnceTheRequestIsAnswered() {
    Claim first = claim();
    store.stageStarted(first, UNDERSTANDING, 5);
    store.stageStarted(first, new StageKey(Stage.NARRATION, 1), 6);
    store.attemptFailed(
        first, new StageFailure(Stage.UNDERSTANDING, false, "timed out", "java.io.IOException"));

    assertThat(row())
        .containsEntry("status", "pending")
        .containsEntry("error_stage", "understanding")
        .containsEntry("error_message", "timed out")
        .containsEntry("failed_at", null);
    assertThat(stage("understanding", 0))
        .containsEntry("status", "failed")
        .containsEntry("error_message", "timed out");
    assertThat(stage("narration", 1)).containsEntry("status", "pending");

    Claim second = claim();
    store.stageStarted(second, UNDERSTANDING, 5);
    assertThat(row()).containsEntry("retry_count", 1).containsEntry("attempts", 2);
    assertThat(stage("understanding", 0))
        .containsEntry("status", "in_progress")
        .containsEntry("retry_count", 1)
        .containsEntry("error_message", null);
    store.finish(second, new Outcome.Completed(Requests.answer()));
    assertThat(row()).containsEntry("error_message", null).containsEntry("error_stage", null);
  }

  @Test
  void showsThatItGaveUp() {
    Claim claim = claim();
    store.stageStarted(claim, UNDERSTANDING, 5);
    store.finish(claim, new Outcome.Failed(new StageFailure(Stage.UNDERSTANDING, true, "no", "X")));

    assertThat(row())
        .containsEntry("status", "failed")
        .containsEntry("error_message", "no")
        .containsEntry("completed_at", null)
        .satisfies(row -> assertThat(row.get("failed_at")).isNotNull())
        .satisfies(
            row ->
                assertThat(row.get("error_details"))
                    .asString()
                    .contains("\"permanent\": true", "\"cause\": \"X\""));
    assertThat(stage("understanding", 0)).containsEntry("status", "failed");
  }

  @Test
  void aTimeIsTheSameInstantWhateverTheZones() {
    claim();

    Instant started =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select extract(epoch from started_at) from content_requests"
                                + " where id = ?")
                        .bind(0, request.id().value())
                        .mapTo(Double.class)
                        .map(seconds -> Instant.ofEpochMilli((long) (seconds * 1000)))
                        .one());

    assertThat(Duration.between(started, Instant.now()).abs()).isLessThan(Duration.ofMinutes(10));
  }

  private Claim claim() {
    ClaimResult result = store.claim(request, "holder", Duration.ofMinutes(1));
    assertThat(result).isInstanceOf(ClaimResult.Claimed.class);
    return ((ClaimResult.Claimed) result).claim();
  }

  private Map<String, Object> row() {
    return one("select * from content_requests where id = ?", List.of(request.id().value()));
  }

  private Map<String, Object> stage(String name, int scene) {
    return one(
        "select * from request_stages where request_id = ? and stage_name = ? and scene = ?",
        List.of(request.id().value(), name, scene));
  }

  private static Map<String, Object> one(String sql, List<Object> arguments) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, arguments.toArray()).mapToMap().one());
  }
}
