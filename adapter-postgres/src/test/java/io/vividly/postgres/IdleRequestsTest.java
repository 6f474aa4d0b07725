package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageFailure;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.Outbox.Entry;
import io.vividly.core.port.RequestStore;
import io.vividly.json.JsonRequestDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which requests are taken up again that nobody works on, and which are left alone. */
class IdleRequestsTest {

  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LEASE = Duration.ofMinutes(1);

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final Outbox outbox = database.storage().outbox();
  private final RequestStore requests = database.storage().requestStore();
  private final ContentRequest request =
      new ContentRequest(
          RequestId.random(),
          "c-1",
          "s-1",
          "Why?\nלמה? 💡",
          new GradeLevel(7),
          "chess",
          Set.of(Modality.AUDIO, Modality.TEXT),
          Modality.AUDIO,
          null);

  @BeforeEach
  void empty() {
    database.execute("delete from content_requests");
  }

  @Test
  void aRequestWhoseMessageGotLostIsPublishedAgainWordForWord() {
    outbox.submit(request);
    outbox.published(take());
    pass(IDLE);

    assertThat(outbox.requeue(IDLE, 10)).containsExactly(request.id());

    Entry again = take();
    assertThat(
            new JsonRequestDecoder()
                .decode(new Delivery("m", null, null, Map.of(), again.body(), Instant.MAX)))
        .isEqualTo(request);
    assertThat(again.attributes()).containsEntry("student_id", "s-1");
    assertThat(outbox.requeue(IDLE, 10)).as("its message waits").isEmpty();
    outbox.published(again);
    assertThat(outbox.requeue(IDLE, 10)).as("its message was sent just now").isEmpty();
  }

  @Test
  void aRequestWhoseHolderDiedIsTakenUp() {
    claim();
    pass(IDLE);
    database.expireLease(request.id());
    pass(IDLE);

    assertThat(outbox.requeue(IDLE, 10)).containsExactly(request.id());
  }

  @Test
  void aRequestThatFailedItsAttemptLongAgoIsTakenUp() {
    requests.attemptFailed(claim(), new StageFailure(null, false, "timed out", "X"));
    assertThat(outbox.requeue(IDLE, 10)).as("just now").isEmpty();
    pass(IDLE);

    assertThat(outbox.requeue(IDLE, 10)).containsExactly(request.id());
  }

  @Test
  void aRequestThatIsOldButWasGivenBackJustNowIsLeftAlone() {
    Claim claim = claim();
    pass(IDLE);
    requests.renew(claim, LEASE);
    requests.release(claim);

    assertThat(outbox.requeue(IDLE, 10)).isEmpty();
  }

  @Test
  void aRequestThatIsWorkedOnIsLeftAlone() {
    Claim claim = claim();
    pass(IDLE);
    requests.renew(claim, LEASE);

    assertThat(outbox.requeue(IDLE, 10)).isEmpty();
  }

  @Test
  void aRequestThatHasEndedIsLeftAlone() {
    requests.finish(claim(), new Outcome.OutOfScope("No."));
    pass(IDLE);
    ContentRequest cancelled = claimAnother();
    database.change("update content_requests set status = 'cancelled'", cancelled.id());
    pass(IDLE);

    assertThat(outbox.requeue(IDLE, 10)).isEmpty();
  }

  @Test
  void aRequestOfAnEarlierServiceIsLeftAlone() {
    database.execute(
        "insert into content_requests (id, topic, status) values (gen_random_uuid(), 'Force',"
            + " 'pending')");
    pass(IDLE);

    assertThat(outbox.requeue(IDLE, 10)).isEmpty();
  }

  @Test
  void noMoreAreTakenUpThanAskedFor() {
    claimAnother();
    claimAnother();
    claimAnother();
    database.execute("update content_requests set lease_length = '0'");
    pass(IDLE.multipliedBy(2));

    assertThat(outbox.requeue(IDLE, 2)).hasSize(2);
    assertThat(outbox.requeue(IDLE, 2)).hasSize(1);
  }

  @Test
  void ofManyThatLookAtTheSameTimeOneTakesUpARequest() {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    outbox.submit(request);
    outbox.published(take());
    pass(IDLE);

    List<RequestId> found =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> outbox.requeue(IDLE, 10), threads))
            .toList()
            .stream()
            .flatMap(result -> result.join().stream())
            .toList();

    threads.shutdown();
    assertThat(found).containsExactly(request.id());
  }

  private Entry take() {
    return outbox.take(1, LEASE).get(0);
  }

  private Claim claim() {
    return ((ClaimResult.Claimed) requests.claim(request, "worker", LEASE)).claim();
  }

  private ContentRequest claimAnother() {
    ContentRequest other =
        new ContentRequest(
            RequestId.random(),
            "c-2",
            "s-2",
            "How?",
            new GradeLevel(7),
            null,
            Set.of(Modality.TEXT),
            Modality.TEXT,
            null);
    requests.claim(other, "worker", LEASE);
    return other;
  }

  /** Moves all that is written down into the past. */
  private static void pass(Duration time) {
    String back = " - interval '" + time.toSeconds() + " seconds'";
    database.execute(
        "update content_requests set created_at = created_at"
            + back
            + ", lease_until = lease_until"
            + back);
    database.execute("update outbox set published_at = published_at" + back);
  }
}
