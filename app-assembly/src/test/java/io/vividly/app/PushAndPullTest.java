package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.PushConfig;
import io.vividly.pubsub.PullOptions;
import io.vividly.pubsub.PullReport;
import io.vividly.pubsub.PullWorker;
import io.vividly.push.PushOptions;
import io.vividly.push.PushServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages leave the same behind, whichever way they come. */
@Timeout(300)
class PushAndPullTest {

  private static final PullOptions.Job UNTIL_EMPTY =
      new PullOptions.Job(Duration.ofSeconds(2), Duration.ofMinutes(4));

  /** Apart from times, and from how often a request was claimed by whom. */
  private static final String REQUESTS =
      "select (to_jsonb(r) - '{created_at, started_at, completed_at, failed_at, fencing_token,"
          + " told_token, lease_holder, lease_until, total_duration_seconds}'::text[])::text"
          + " from content_requests r order by id";

  private static final String STAGES =
      "select concat_ws(' ', request_id, stage_name, scene, status, output_data)"
          + " from request_stages order by request_id, stage_name, scene";

  private static final String REJECTED =
      "select (to_jsonb(r) - '{id, first_seen_at, last_seen_at}'::text[])::text"
          + " from rejected_messages r order by message_id";

  @TempDir Path folder;

  @Test
  void a_thousand_messages_leave_the_same_rows_pushed_and_pulled() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder);
        Rows pushed = new Rows(database.url());
        RequestTopic topic = new RequestTopic()) {
      pushed.execute("create database pulled");
      // Nobody pulls the plug here, and the disk is the slowest part.
      pushed.execute("alter database vividly set synchronous_commit = off");
      pushed.execute("alter database pulled set synchronous_commit = off");
      String other = database.url().replaceFirst("[^/]*$", "pulled");

      push(topic, database.url());
      pull(topic, other);

      try (Rows pulled = new Rows(other)) {
        assertThat(statuses(pulled)).containsExactly("completed: 600", "failed: 100");
        assertThat(pulled.list(REJECTED)).hasSize(50);
        for (String sql : List.of(REQUESTS, STAGES, REJECTED)) {
          assertThat(pulled.list(sql)).isEqualTo(pushed.list(sql));
        }
      }
      // What is bad, and what failed five times.
      assertThat(topic.deadLetters("push")).isEqualTo(100);
      assertThat(topic.deadLetters("pull")).isEqualTo(100);
    }
  }

  private static void push(RequestTopic topic, String databaseUrl) throws Exception {
    PushOptions options = PushOptions.builder().maxInFlight(1_000).build();
    try (Receiver receiver = new Receiver(databaseUrl);
        PushServer server =
            new PushServer(receiver.pipeline, null, List::of, options, Clock.systemUTC())) {
      server.start();
      URI url = URI.create("http://localhost:" + server.port() + "/push");
      topic.subscribe("pull", PushConfig.getDefaultInstance());
      topic.subscribe("push", RequestTopic.pushTo(url));
      topic.publish(ThousandMessages.all());
      topic.awaitPushed("push");
    }
  }

  private static void pull(RequestTopic topic, String databaseUrl) throws Exception {
    try (Receiver receiver = new Receiver(databaseUrl);
        PullWorker worker =
            new PullWorker(
                receiver.pipeline,
                topic.pulling("pull"),
                PullOptions.job(Receiver.SLOTS, UNTIL_EMPTY))) {
      assertThat(worker.run().end()).isEqualTo(PullReport.End.EMPTY);
      assertThat(topic.backlog("pull")).isZero();
    }
  }

  private static List<String> statuses(Rows rows) throws SQLException {
    return rows.list(
        "select status || ': ' || count(*) from content_requests group by status order by status");
  }
}
