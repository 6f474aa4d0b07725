package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageFailure;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.RejectedMessageArchive.Listed;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator clears up. */
@Timeout(300)
class DlqCommandTest {

  private static final Duration HOLD = Duration.ofMinutes(10);

  @TempDir static Path home;

  private static EmbeddedDatabase database;
  private static PostgresStorage storage;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final RequestId request = RequestId.random();

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

  @AfterEach
  void clear() {
    waiting().forEach(message -> storage.rejectedMessageArchive().markReplayed(message.id()));
    entries();
  }

  @Test
  void the_list_says_why_but_not_what_a_student_wrote() {
    long id = keep(body(request, "Why\u001b[2J?", 13), "is 13");

    assertThat(run("list")).isZero();
    assertThat(printed()).contains(id + "\tm-" + request + "\t1\tgrade_level\tis 13\t");
    assertThat(printed()).doesNotContain("Why").doesNotContain("--after");
  }

  @Test
  void the_list_says_how_to_go_on() {
    long first = keep(body(request, "Why?", 13), "is 13");

    assertThat(run("list", "--limit", "1")).isZero();
    assertThat(printed()).contains("--after " + first);
    assertThat(run("list", "--after", "" + first)).isZero();
    assertThat(printed()).contains("No rejected message waits.");
  }

  @Test
  void a_message_is_shown_with_its_body_that_cannot_steer_the_terminal() {
    long id = keep("{\n\u001b[2Jwarum? למה?", "is no JSON");

    assertThat(run("show", "" + id)).isZero();
    assertThat(printed())
        .contains("problem: is no JSON", "attribute tenant: école", "{\n\uFFFD[2Jwarum? למה?")
        .doesNotContain("\u001b");
  }

  @Test
  void what_is_valid_by_now_is_delivered_again_and_listed_no_more() {
    long id = keep(body(request, "Why?", 7), "was too much");

    assertThat(run("replay", "" + id)).isZero();

    assertThat(entries()).extracting(Outbox.Entry::requestId).containsExactly(request);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void what_is_still_invalid_stays_where_it_is() {
    long id = keep(body(request, "Why?", 13), "is 13");

    assertThat(run("replay", "" + id)).isEqualTo(1);

    assertThat(told()).contains(id + ": grade_level: ");
    assertThat(waiting()).extracting(Listed::id).containsExactly(id);
    assertThat(entries()).isEmpty();
  }

  @Test
  void what_takes_the_id_of_another_request_stays_where_it_is() {
    storage.outbox().submit(decoded(body(request, "Why?", 7)));
    entries();
    long id = keep(body(request, "Why not?", 7), "is taken");

    assertThat(run("replay", "" + id)).isEqualTo(1);

    assertThat(told()).contains("request_id", "something else").doesNotContain("Why");
    assertThat(waiting()).hasSize(1);
    assertThat(entries()).isEmpty();
  }

  @Test
  void all_that_can_be_is_replayed_and_the_rest_is_counted() {
    keep(body(request, "Why?", 13), "is 13");
    RequestId second = RequestId.random();
    keep("m-second", body(second, "Why?", 7), "was too much");

    assertThat(run("replay", "--all")).isEqualTo(1);

    assertThat(printed()).contains("1 replayed, 1 left.");
    assertThat(entries()).extracting(Outbox.Entry::requestId).containsExactly(second);
    assertThat(waiting()).extracting(Listed::messageId).containsExactly("m-" + request);
  }

  @Test
  void a_failed_request_begins_again_as_it_was_asked() throws SQLException {
    String body = body(request, "Why?", 7);
    fail(body);

    assertThat(run("replay", request.toString())).as(told()).isZero();

    assertThat(entries())
        .singleElement()
        .satisfies(
            entry ->
                assertThat(decoded(new String(entry.body(), StandardCharsets.UTF_8)))
                    .isEqualTo(decoded(body)));
    try (Rows rows = new Rows(database.url())) {
      assertThat(rows.request(request)).containsEntry("status", "pending");
    }
    assertThat(run("replay", request.toString())).isEqualTo(1);
    assertThat(told()).contains(request + ": it has not failed, it is pending");
    assertThat(entries()).isEmpty();
  }

  @Test
  void a_rejected_message_opens_its_failed_request_again() throws SQLException {
    String body = body(request, "Why?", 7);
    fail(body);
    long id = keep(body, "was too much");

    assertThat(run("replay", "" + id)).isZero();

    try (Rows rows = new Rows(database.url())) {
      assertThat(rows.request(request)).containsEntry("status", "pending");
    }
    assertThat(entries()).hasSize(1);
  }

  @Test
  void what_is_not_there_is_told() {
    assertThat(run("show", "999999")).isEqualTo(1);
    assertThat(run("replay", "999999")).isEqualTo(1);
    assertThat(run("replay", request.toString())).isEqualTo(1);
    assertThat(told()).contains("no such message", "no such request");
  }

  @Test
  void wrong_use_is_told() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("list", "--limit", "0")).isEqualTo(2);
    assertThat(run("show", "x")).isEqualTo(2);
    assertThat(run("replay")).isEqualTo(2);
    assertThat(run("replay", "7", "--all")).isEqualTo(2);
    assertThat(run("replay", "1-1-1-1-1")).isEqualTo(2);
    assertThat(told()).contains("list, show or replay", "--limit", "--all", "UUID");
  }

  private void fail(String body) {
    ClaimResult claimed = storage.requestStore().claim(decoded(body), "test", HOLD);
    storage
        .requestStore()
        .finish(
            ((ClaimResult.Claimed) claimed).claim(),
            new Outcome.Failed(new StageFailure(null, true, "no disk", "IOException")));
  }

  private long keep(String body, String problem) {
    return keep("m-" + request, body, problem);
  }

  private static long keep(String messageId, String body, String problem) {
    Delivery delivery =
        new Delivery(messageId, null, null, Map.of("tenant", "école"), bytes(body), Instant.MAX);
    storage.rejectedMessages().keep(delivery, new InvalidMessageException("grade_level", problem));
    List<Listed> all = waiting();
    return all.get(all.size() - 1).id();
  }

  private static List<Listed> waiting() {
    return storage.rejectedMessageArchive().list(0, 100);
  }

  /** Takes all that is due. */
  private static List<Outbox.Entry> entries() {
    return storage.outbox().take(100, HOLD);
  }

  private static String body(RequestId id, String query, int grade) {
    return """
        {"request_id": "%s", "student_id": "s-1", "student_query": "%s", "grade_level": %d,
         "requested_modalities": ["text"], "preferred_modality": "text"}
        """
        .formatted(id, query, grade);
  }

  private static ContentRequest decoded(String body) {
    return new JsonRequestDecoder()
        .decode(new Delivery("m", null, null, Map.of(), bytes(body), Instant.MAX));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int run(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "dlq";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    return Main.execute(
        new Invocation(
            terminal, Map.of("VIVIDLY_HOME", home.toString(), "DATABASE_URL", database.url())),
        arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
