package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import io.grpc.Status;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageFailure;
import io.vividly.core.port.ClaimResult;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator clears up what is in the dead-letter subscription. */
@Timeout(300)
class DeadLettersTest {

  private static final Map<String, String> SENT = Map.of("tenant", "\u001b[2Jécole");

  @TempDir static Path home;

  private static EmbeddedDatabase database;
  private static PostgresStorage storage;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final RequestId request = RequestId.random();
  private TestTopic pubSub;

  @BeforeAll
  static void startDatabase() throws IOException {
    database = EmbeddedDatabase.open(home.resolve("postgres"));
    storage = PostgresStorage.open(PostgresOptions.builder(database.url()).build());
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    storage.close();
    database.close();
  }

  @BeforeEach
  void openTopic() {
    pubSub = new TestTopic();
  }

  @AfterEach
  void closeTopic() {
    pubSub.close();
  }

  @Test
  void the_list_says_why_but_not_what_a_student_wrote_and_takes_nothing() {
    String invalid = deadLetter(body(RequestId.random(), "Why?", 13));
    String unknown = deadLetter(body(RequestId.random(), "Why?", 7));
    fail(body(request, "Why not?", 7));
    String failed = deadLetter(body(request, "Why not?", 7));

    assertThat(run("list", "--dead-letters")).as(told()).isZero();

    assertThat(printed().lines())
        .anySatisfy(
            line -> assertThat(line).startsWith(invalid + "\t5\tworker\t").contains("grade"))
        .anySatisfy(line -> assertThat(line).startsWith(unknown + "\t5\t").contains("no row"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(failed + "\t5\t")
                    .endsWith("\t" + request + "\tfailed\tno disk"));
    assertThat(printed()).doesNotContain("Why");
    assertThat(pubSub.pull(TestTopic.DEAD_SUBSCRIPTION)).hasSize(3);
  }

  @Test
  void a_letter_is_shown_with_its_attributes_and_body_and_stays() {
    String id = deadLetter(body(request, "Why?", 7));

    assertThat(run("show", "--dead-letters", id)).as(told()).isZero();

    assertThat(printed())
        .contains(
            "request: " + request,
            "attribute CloudPubSubDeadLetterSourceDeliveryCount: 5",
            "attribute tenant: \uFFFD[2Jécole",
            "Why?")
        .doesNotContain("\u001b");
    assertThat(pubSub.pull(TestTopic.DEAD_SUBSCRIPTION)).hasSize(1);
  }

  @Test
  void a_replayed_letter_is_in_the_topic_as_it_was_and_its_failed_request_is_open()
      throws SQLException {
    String body = body(request, "Why?", 7);
    fail(body);
    String id = deadLetter(body);

    assertThat(run("replay", "--dead-letters", id)).as(told()).isZero();

    assertThat(published())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.getData().toStringUtf8()).isEqualTo(body);
              assertThat(message.getAttributesMap()).isEqualTo(SENT);
            });
    assertThat(pubSub.backlog(TestTopic.DEAD_SUBSCRIPTION)).isZero();
    try (Rows rows = new Rows(database.url())) {
      assertThat(rows.request(request)).containsEntry("status", "pending");
    }
  }

  @Test
  void a_letter_stays_if_the_topic_does_not_take_it() {
    String id = deadLetter(body(request, "Why?", 7));

    assertThat(run(Map.of("PUBSUB_TOPIC", "none"), "replay", "--dead-letters", id)).isEqualTo(1);

    assertThat(told()).contains(id + ": ", "topics/none does not exist");
    assertThat(pubSub.pull(TestTopic.DEAD_SUBSCRIPTION)).hasSize(1);
  }

  @Test
  void a_letter_stays_if_its_acknowledgement_is_refused_after_it_was_published() {
    String id = deadLetter(body(request, "Why?", 7));
    pubSub.refuseAcknowledgements(Status.PERMISSION_DENIED.asRuntimeException());

    assertThat(run("replay", "--dead-letters", id)).isEqualTo(1);

    assertThat(told()).contains(id + ": published again, but it stays here too");
    assertThat(published()).hasSize(1);
    assertThat(pubSub.pull(TestTopic.DEAD_SUBSCRIPTION)).hasSize(1);
  }

  @Test
  void all_that_can_be_is_replayed_and_the_rest_is_counted() {
    String invalid = deadLetter(body(request, "Why?", 13));
    deadLetter(body(RequestId.random(), "Why?", 7));
    deadLetter(body(RequestId.random(), "Why not?", 7));

    assertThat(run("replay", "--dead-letters", "--all")).isEqualTo(1);

    assertThat(printed()).contains("2 replayed, 1 left.");
    assertThat(told()).contains(invalid + ": grade_level: ").doesNotContain("Why");
    assertThat(published()).hasSize(2);
    assertThat(pubSub.pull(TestTopic.DEAD_SUBSCRIPTION))
        .extracting(received -> received.getMessage().getMessageId())
        .containsExactly(invalid);
  }

  @Test
  void what_is_missing_is_told() {
    assertThat(run("list", "--dead-letters")).isZero();
    assertThat(run("replay", "--dead-letters", "no-such-id")).isEqualTo(1);
    assertThat(run(Map.of("PUBSUB_TOPIC", ""), "replay", "--dead-letters", "--all")).isEqualTo(78);
    assertThat(run(Map.of("PUBSUB_DEAD_LETTER_SUBSCRIPTION", ""), "list", "--dead-letters"))
        .isEqualTo(78);
    assertThat(printed()).contains("No dead letter came.");
    assertThat(told())
        .contains("no-such-id: no such message", "PUBSUB_TOPIC", "PUBSUB_DEAD_LETTER_SUBSCRIPTION");
  }

  private void fail(String body) {
    ContentRequest decoded =
        new JsonRequestDecoder()
            .decode(new Delivery("m", null, null, Map.of(), bytes(body), Instant.MAX));
    ClaimResult claimed = storage.requestStore().claim(decoded, "test", Duration.ofMinutes(10));
    storage
        .requestStore()
        .finish(
            ((ClaimResult.Claimed) claimed).claim(),
            new Outcome.Failed(new StageFailure(null, true, "no disk", "IOException")));
  }

  /** As Pub/Sub forwards a message after five deliveries. */
  private String deadLetter(String body) {
    PubsubMessage.Builder message =
        PubsubMessage.newBuilder()
            .setData(ByteString.copyFromUtf8(body))
            .putAllAttributes(SENT)
            .putAttributes("CloudPubSubDeadLetterSourceDeliveryCount", "5")
            .putAttributes("CloudPubSubDeadLetterSourceSubscription", "worker")
            .putAttributes("CloudPubSubDeadLetterSourceSubscriptionProject", "school");
    return pubSub.publish(TestTopic.DEAD_TOPIC, message.build());
  }

  private List<PubsubMessage> published() {
    return pubSub.pull(TestTopic.SUBSCRIPTION).stream().map(ReceivedMessage::getMessage).toList();
  }

  private static String body(RequestId id, String query, int grade) {
    return """
    {"request_id": "%s", "student_id": "s-1", "student_query": "%s", "grade_level": %d,
     "requested_modalities": ["text"], "preferred_modality": "text"}
    """
        .formatted(id, query, grade);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int run(String... options) {
    return run(Map.of(), options);
  }

  private int run(Map<String, String> otherwise, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "dlq";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Map<String, String> environment = new HashMap<>(pubSub.environment());
    environment.put("VIVIDLY_HOME", home.toString());
    environment.put("DATABASE_URL", database.url());
    environment.putAll(otherwise);
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    return Main.execute(new Invocation(terminal, environment), arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
