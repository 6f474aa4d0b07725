package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.vividly.app.observe.Telemetry;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.testkit.Samples;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the outbox through the topic to the pull worker, with nothing left out. */
@Timeout(300)
class PullCommandTest {

  @Test
  void what_is_queued_is_relayed_to_the_topic_and_pulled_by_a_job(@TempDir Path home)
      throws Exception {
    ContentRequest request = Samples.request(Modality.TEXT);
    try (TestTopic topic = new TestTopic();
        EmbeddedDatabase database = EmbeddedDatabase.open(home.resolve("postgres"));
        Rows rows = new Rows(database.url())) {
      Map<String, String> environment = new HashMap<>(topic.environment());
      environment.put("DATABASE_URL", database.url());
      environment.put("VIVIDLY_HOME", home.toString());
      environment.put("WORKER_IDLE_TIMEOUT", "5");
      environment.put("HEALTH_CHECK_PORT", "0");
      try (Resources resources = new Resources();
          PostgresStorage storage = PostgresStorage.open(PostgresOptions.of(database.url()))) {
        Settings settings = Settings.from(environment, Vividly.Role.RELAY);
        Telemetry telemetry = Observers.telemetry(settings, storage, resources);
        Relay.toTopic(settings, storage, event -> {}, telemetry, resources);
        storage.outbox().submit(request);
        while (!isPublished(rows, request)) {
          Thread.onSpinWait();
        }
      }

      CommandLineRun job = CommandLineRun.of(environment, "pull", "--job");

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(job.out())
          .contains("/health\n", "pulls from worker, 4 messages at a time")
          .contains("Nothing left: 1 messages done, 0 given back, 0 not confirmed");
      assertThat(topic.backlog(TestTopic.SUBSCRIPTION)).isZero();
      assertThat(rows.request(request.id())).containsEntry("status", "completed");
      assertThat(rows.query("select published_at from outbox where request_id = ?", request.id()))
          .singleElement()
          .satisfies(row -> assertThat(row.get("published_at")).isNotNull());

      ContentRequest lost = Samples.request(Modality.TEXT);
      topic.publish(
          TestTopic.DEAD_TOPIC,
          PubsubMessage.newBuilder()
              .setData(ByteString.copyFrom(new JsonRequestEncoder().encode(lost)))
              .putAttributes("CloudPubSubDeadLetterSourceDeliveryCount", "5")
              .build());
      CommandLineRun deadLetters =
          CommandLineRun.of(environment, "pull", "--dead-letters", "--job");
      assertThat(deadLetters.exitCode()).as(deadLetters.err()).isZero();
      assertThat(rows.request(lost.id()))
          .containsEntry("status", "failed")
          .extracting("error_message")
          .asString()
          .contains("after 5 deliveries");
      assertThat(topic.backlog(TestTopic.DEAD_SUBSCRIPTION)).isZero();

      environment.put("PUBSUB_SUBSCRIPTION", "no-such-subscription");
      CommandLineRun wrong = CommandLineRun.of(environment, "pull");
      assertThat(wrong.exitCode()).isEqualTo(78);
      assertThat(wrong.err())
          .isEqualTo(
              "vividly: The subscription projects/school/subscriptions/no-such-subscription does"
                  + " not exist.\n");
    }
  }

  private static boolean isPublished(Rows rows, ContentRequest request) throws SQLException {
    return rows.query("select published_at from outbox where request_id = ?", request.id()).stream()
        .allMatch(row -> row.get("published_at") != null);
  }

  @Test
  void wrong_settings_are_told_before_anything_is_started() {
    CommandLineRun run = CommandLineRun.of(Map.of("PULL_SLOTS", "many"), "pull", "--job");

    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.err()).contains("PULL_SLOTS", "GCP_PROJECT_ID");
    assertThat(List.of(run.out())).containsExactly("");
  }
}
