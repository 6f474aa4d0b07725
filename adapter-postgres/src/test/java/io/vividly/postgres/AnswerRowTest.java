package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.ContentCatalog.Reservation;
import io.vividly.core.port.ContentCatalog.Reservation.Available;
import io.vividly.core.port.ContentCatalog.Reservation.InTheMaking;
import io.vividly.core.port.ContentCatalog.Reservation.Reserved;
import io.vividly.core.port.RequestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables say about answers that are shared, and what becomes of odd rows. */
@Timeout(60)
class AnswerRowTest {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final RequestStore store = database.storage().requestStore();
  private final ContentCatalog catalog = database.storage().contentCatalog();
  private final AnswerKey key =
      new AnswerKey(
          RequestId.random().toString(),
          null,
          new GradeLevel(9),
          Set.of(Modality.VIDEO),
          "slides",
          "test-1");
  private final ContentRequest first = Requests.request();
  private final ContentRequest second = Requests.request();

  @Test
  void theRequestSaysWhereItsAnswerIsFrom() {
    Claim maker = claim(first);
    Claim waiting = claim(second);
    Claim late = claim(Requests.request());
    catalog.reserve(maker, key);
    assertThat(reuse(first.id(), "how")).isEqualTo("made");
    assertThat(reuse(first.id(), "answer_of")).isEqualTo(first.id().toString());

    catalog.reserve(waiting, key);
    assertThat(reuse(second.id(), "how")).isEqualTo("joined");
    assertThat(reuse(second.id(), "answer_of")).isEqualTo(first.id().toString());
    assertThat(reuse(second.id(), "key")).isEqualTo(key.digest());
    assertThat(reuse(second.id(), "key_version")).isEqualTo("" + AnswerKey.VERSION);

    catalog.offer(maker, key, Requests.answer());
    catalog.reserve(waiting, key);
    catalog.reserve(late, key);
    assertThat(reuse(first.id(), "how")).isEqualTo("made");
    assertThat(reuse(second.id(), "how")).as("waited for it").isEqualTo("joined");
    assertThat(reuse(late.requestId(), "how")).isEqualTo("reused");
  }

  @Test
  void aSharedAnswerBringsItsScriptToTheRow() {
    Claim maker = claim(first);
    database.change(
        "update content_requests set script_text = 'Push!', learning_objective = 'Push'",
        first.id());
    catalog.offer(maker, key, Requests.answer());

    catalog.reserve(claim(second), key);

    assertThat(column("script_text", second.id())).isEqualTo("Push!");
    assertThat(column("learning_objective", second.id())).isEqualTo("Push");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "null; 1",
        "'{}'; 1",
        "'null'; 1",
        "'{\"source\": \"app\", \"reuse\": 7}'; 2",
        "'[1]'; 0",
        "'3'; 0"
      })
  void whateverElseTheMetadataSayIsKept(String metadata, int keys) {
    Claim maker = claim(first);
    database.change("update content_requests set request_metadata = " + metadata, first.id());
    String before = column("request_metadata", first.id());

    catalog.reserve(maker, key);
    catalog.offer(maker, key, Requests.answer());

    if (keys == 0) {
      assertThat(column("request_metadata", first.id())).isEqualTo(before);
    } else {
      assertThat(reuse(first.id(), "how")).isEqualTo("made");
      assertThat(column("(select count(*) from jsonb_object_keys(request_metadata))", first.id()))
          .isEqualTo("" + keys);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\": 999, \"kind\": \"answer\", \"output\": {}}",
        "{\"format\": 1, \"kind\": \"answer\", \"output\": {\"title\": 3}}",
        "{\"format\": 1, \"kind\": \"poem\", \"output\": {}}",
        "\"text\"",
        "null",
        "[]"
      })
  void anAnswerThatThisVersionCannotReadIsMadeAgain(String json) {
    Claim maker = claim(first);
    catalog.offer(maker, key, Requests.answer());
    store.finish(maker, new Outcome.Completed(Requests.answer()));
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update content_answers set answer = cast(? as jsonb) where answer_key = ?",
                    json,
                    key.digest()));

    Claim other = claim(second);
    assertThat(catalog.reserve(other, key)).isEqualTo(new Reserved());
    catalog.offer(other, key, Requests.answer());
    assertThat(catalog.reserve(other, key))
        .isEqualTo(new Available(Requests.answer(), second.id()));
  }

  @Test
  void aReservationOfADeletedRequestIsFree() {
    catalog.reserve(claim(first), key);
    database.change("delete from content_requests", first.id());

    assertThat(catalog.reserve(claim(second), key)).isEqualTo(new Reserved());
  }

  @Test
  void whoeverWaitsWritesNothing() {
    catalog.reserve(claim(first), key);
    Claim waiting = claim(second);
    catalog.reserve(waiting, key);
    String before = column("ctid", second.id());

    assertThat(catalog.reserve(waiting, key)).isEqualTo(new InTheMaking(first.id()));

    assertThat(column("ctid", second.id())).isEqualTo(before);
  }

  /** New requests, lost reservations and withdrawn answers, all at once on one key. */
  @Test
  void neverTwoMakeTheSameAnswer() throws Exception {
    AtomicInteger makers = new AtomicInteger();
    AtomicInteger made = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> rounds = new ArrayList<>();
      for (int n = 0; n < 400; n++) {
        int number = n;
        rounds.add(threads.submit(() -> makeOrGiveUp(number, makers, made)));
      }
      for (Future<?> round : rounds) {
        round.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(made.get()).isPositive();
  }

  private void makeOrGiveUp(int number, AtomicInteger makers, AtomicInteger made) {
    Claim claim = claim(Requests.request());
    Reservation reservation = catalog.reserve(claim, key);
    if (reservation instanceof Reserved) {
      assertThat(makers.incrementAndGet()).as("at work at the same time").isEqualTo(1);
      assertThat(catalog.reserve(claim, key)).isEqualTo(new Reserved());
      made.incrementAndGet();
      makers.decrementAndGet();
      if (number % 3 == 0) {
        catalog.offer(claim, key, Requests.answer());
      }
    } else if (reservation instanceof Available available) {
      catalog.withdraw(key, available.madeBy());
    }
    store.release(claim);
  }

  private Claim claim(ContentRequest request) {
    return Requests.claim(store, request);
  }

  private static String reuse(RequestId id, String name) {
    return column("request_metadata -> 'reuse' ->> '" + name + "'", id);
  }

  private static String column(String expression, RequestId id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select (" + expression + ")::text from content_requests where id = :id")
                    .bind("id", id.value())
                    .mapTo(String.class)
                    .one());
  }
}
