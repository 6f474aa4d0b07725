package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.RequestDeskContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRequestDeskTest extends RequestDeskContract {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final RequestDesk desk = database.storage().requestDesk();

  @Override
  protected RequestDesk desk() {
    return desk;
  }

  @Override
  protected RequestStore store() {
    return database.storage().requestStore();
  }

  @Override
  protected Outbox outbox() {
    return database.storage().outbox();
  }

  @Test
  void keepsWhatWasAskedBeforeAClarification() {
    ContentRequest request = request();
    desk.submit(request, null);
    end(request, List.of("Which law?", "Whose?"));
    database.execute("update content_requests set request_metadata = '{\"seen\": true}'");

    desk.clarify(request.id(), "Newton's 3rd");

    Map<String, Object> row = row(request.id());
    assertThat(row.get("request_metadata").toString())
        .contains("\"seen\": true")
        .contains("\"student_query\": \"Explain the law\"")
        .contains("\"questions\": [\"Which law?\", \"Whose?\"]")
        .contains("\"answer\": \"Newton's 3rd\"");
    assertThat(row)
        .containsEntry("clarifying_questions", null)
        .containsEntry("completed_at", null)
        .containsEntry("total_duration_seconds", null)
        .containsEntry("retry_count", 0);
    assertThat(stages(request.id())).isZero();
  }

  @Test
  void aRowOfAnEarlierServiceThatLacksMostIsShownAsItIs() {
    RequestId id = RequestId.random();
    database.execute(
        "insert into content_requests (id, status, video_url, current_stage) values ('"
            + id
            + "', 'completed', 'https://example.com/v.mp4', 'content_safety')");

    assertThat(desk.find(id))
        .get()
        .satisfies(
            found -> {
              assertThat(found.summary().studentId()).isNull();
              assertThat(found.summary().stage()).isNull();
              assertThat(found.summary().asked().gradeLevel()).isNull();
              assertThat(found.outcome()).isInstanceOf(Outcome.Completed.class);
            });
  }

  @Test
  void whatFailsLeavesNothingBehind() {
    ContentRequest request = request();
    database.execute("alter table outbox rename to outbox_away");
    try {
      assertThat(catchThrowable(() -> desk.submit(request, "key"))).isNotNull();
    } finally {
      database.execute("alter table outbox_away rename to outbox");
    }

    assertThat(desk.find(request.id())).isEmpty();
    assertThat(desk.submit(request, "key")).isInstanceOf(RequestDesk.Submission.Accepted.class);
  }

  private void end(ContentRequest request, List<String> questions) {
    ClaimResult result = store().claim(request, "worker", Duration.ofMinutes(1));
    Claim claim = ((ClaimResult.Claimed) result).claim();
    store().finish(claim, new Outcome.ClarificationNeeded(questions));
  }

  private static Map<String, Object> row(RequestId id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select * from content_requests where id = :id")
                    .bind("id", id.value())
                    .mapToMap()
                    .one());
  }

  private static int stages(RequestId id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from request_stages where request_id = :id")
                    .bind("id", id.value())
                    .mapTo(Integer.class)
                    .one());
  }

  private static ContentRequest request() {
    return new ContentRequest(
        RequestId.random(),
        "c-1",
        "s-1",
        "Explain the law",
        new GradeLevel(7),
        null,
        Set.of(Modality.TEXT),
        Modality.TEXT,
        null);
  }
}
