package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.testkit.OutboxContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresOutboxTest extends OutboxContract {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final Outbox outbox = database.storage().outbox();

  @BeforeEach
  void empty() {
    database.execute("delete from content_requests");
  }

  @Override
  protected Outbox outbox() {
    return outbox;
  }

  @Override
  protected void passHolds() {
    database.execute("update outbox set due_at = now() - interval '1 second'");
  }

  @Test
  void writesTheRequestRowWithItsEntry() {
    ContentRequest request =
        new ContentRequest(
            RequestId.random(),
            "c-1",
            "s-1",
            "Why?\nלמה? 💡",
            new GradeLevel(7),
            null,
            Set.of(Modality.AUDIO),
            Modality.AUDIO,
            null);

    Instant before = Instant.now().minusSeconds(60);
    outbox.submit(request);

    Map<String, Object> row =
        database
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("select * from content_requests").mapToMap().one());
    assertThat(row)
        .containsEntry("id", request.id().value())
        .containsEntry("status", "pending")
        .containsEntry("student_query", request.query())
        .containsEntry("grade_level", 7)
        .containsEntry("progress_percentage", 0)
        .containsEntry("attempts", 0)
        .containsEntry("interest", null);
    Outbox.Entry entry = outbox.take(1, Duration.ofMinutes(1)).get(0);
    assertThat(entry.createdAt()).isBetween(before, Instant.now().plusSeconds(60));
    assertThat(
            new JsonRequestDecoder()
                .decode(new Delivery("m", null, null, Map.of(), entry.body(), Instant.MAX)))
        .isEqualTo(request);
  }
}
