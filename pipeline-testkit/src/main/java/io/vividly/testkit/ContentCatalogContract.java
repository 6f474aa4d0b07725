package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Answer;
import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.ContentCatalog.Reservation;
import io.vividly.core.port.ContentCatalog.Reservation.Available;
import io.vividly.core.port.ContentCatalog.Reservation.InTheMaking;
import io.vividly.core.port.ContentCatalog.Reservation.Reserved;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ContentCatalog} has to do. Extend it, and say how to get one. */
@Timeout(60)
public abstract class ContentCatalogContract {

  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Answer ANSWER = TestRequests.answer();

  /** Of this test alone. */
  private final AnswerKey key = key(RequestId.random().toString());

  private final ContentRequest first = TestRequests.request();
  private final ContentRequest second = TestRequests.request();

  /** The catalogue under test, always the same one within a test. */
  protected abstract ContentCatalog catalog();

  /** The store of the requests whose claims the catalogue goes by. */
  protected abstract RequestStore store();

  /** Lets the lease of a request run out, as if its time had passed; may do so to others too. */
  protected abstract void expireLease(RequestId id);

  /** Deletes a request, whoever works on it. */
  protected abstract void delete(RequestId id);

  @Test
  void whoeverComesFirstMakesTheAnswerAndTheOthersGetIt() {
    Claim maker = claim(first);
    Claim other = claim(second);

    assertThat(catalog().reserve(maker, key)).isEqualTo(new Reserved());
    assertThat(catalog().reserve(other, key)).isEqualTo(new InTheMaking(first.id()));
    assertThat(catalog().reserve(maker, key)).as("asked again").isEqualTo(new Reserved());
    catalog().offer(maker, key, ANSWER);
    assertThat(catalog().reserve(other, key)).isEqualTo(new Available(ANSWER, first.id()));
    assertThat(catalog().reserve(maker, key)).isEqualTo(new Available(ANSWER, first.id()));
  }

  @Test
  void anotherKeyIsAnotherAnswer() {
    catalog().reserve(claim(first), key);

    assertThat(catalog().reserve(claim(second), key("another topic"))).isEqualTo(new Reserved());
  }

  @Test
  void anAnswerStaysWhenItsRequestEndsOrIsDeleted() {
    Claim maker = claim(first);
    catalog().reserve(maker, key);
    catalog().offer(maker, key, ANSWER);
    store().finish(maker, new Outcome.Completed(ANSWER));
    Claim other = claim(second);
    assertThat(catalog().reserve(other, key)).isEqualTo(new Available(ANSWER, first.id()));

    delete(first.id());

    assertThat(catalog().reserve(other, key)).isEqualTo(new Available(ANSWER, first.id()));
  }

  @ParameterizedTest
  @EnumSource
  void aReservationEndsWithTheClaimThatHasIt(End end) {
    Claim maker = claim(first);
    catalog().reserve(maker, key);

    end.come.accept(this, maker);

    assertThat(catalog().reserve(claim(second), key)).isEqualTo(new Reserved());
  }

  /** How a claim comes to its end without an answer. */
  enum End {
    RELEASED((test, claim) -> test.store().release(claim)),
    RAN_OUT((test, claim) -> test.expireLease(claim.requestId())),
    FAILED((test, claim) -> test.store().attemptFailed(claim, failure())),
    FINISHED((test, claim) -> test.store().finish(claim, new Outcome.Failed(failure()))),
    DELETED((test, claim) -> test.delete(claim.requestId())),
    TAKEN_OVER(
        (test, claim) -> {
          test.expireLease(claim.requestId());
          test.claim(test.first);
        });

    private final BiConsumer<ContentCatalogContract, Claim> come;

    End(BiConsumer<ContentCatalogContract, Claim> come) {
      this.come = come;
    }

    private static StageFailure failure() {
      return new StageFailure(Stage.SCRIPT, false, "timed out", "java.io.IOException");
    }
  }

  @Test
  void theNextClaimOfTheRequestGetsItsReservationBack() {
    catalog().reserve(claim(first), key);
    expireLease(first.id());
    Claim next = claim(first);

    assertThat(catalog().reserve(next, key)).isEqualTo(new Reserved());
    assertThat(catalog().reserve(claim(second), key)).isEqualTo(new InTheMaking(first.id()));
  }

  @Test
  void anAnswerCanBeOfferedAfterTheLeaseMerelyRanOut() {
    Claim maker = claim(first);
    catalog().reserve(maker, key);
    expireLease(first.id());

    catalog().offer(maker, key, ANSWER);

    assertThat(catalog().reserve(claim(second), key)).isEqualTo(new Available(ANSWER, first.id()));
  }

  @Test
  void ofTwoAnswersTheFirstStays() {
    Claim slow = claim(first);
    catalog().reserve(slow, key);
    expireLease(first.id());
    Claim quick = claim(second);
    catalog().reserve(quick, key);
    catalog().offer(quick, key, ANSWER);

    catalog().offer(slow, key, new Answer("Late", ANSWER.files(), ANSWER.duration()));

    assertThat(catalog().reserve(quick, key)).isEqualTo(new Available(ANSWER, second.id()));
  }

  @ParameterizedTest
  @EnumSource
  void aClaimThatHasEndedChangesNothing(End end) {
    Claim old = claim(first);
    end.come.accept(this, old);
    if (end == End.RAN_OUT) {
      claim(first);
    }

    assertThatThrownBy(() -> catalog().reserve(old, key)).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> catalog().offer(old, key, ANSWER))
        .isInstanceOfSatisfying(
            LeaseLostException.class, lost -> assertThat(lost.claim()).isEqualTo(old));
    assertThat(catalog().reserve(claim(second), key)).isEqualTo(new Reserved());
  }

  @Test
  void aWithdrawnAnswerIsMadeAgainByOne() {
    Claim maker = claim(first);
    catalog().offer(maker, key, ANSWER);
    Claim other = claim(second);

    catalog().withdraw(key, second.id());
    assertThat(catalog().reserve(other, key))
        .as("another's was to be withdrawn")
        .isEqualTo(new Available(ANSWER, first.id()));
    catalog().withdraw(key, first.id());
    catalog().withdraw(key, first.id());

    assertThat(catalog().reserve(other, key)).isEqualTo(new Reserved());
    catalog().withdraw(key, second.id());
    assertThat(catalog().reserve(maker, key))
        .as("a reservation is no answer")
        .isEqualTo(new InTheMaking(second.id()));
  }

  @Test
  void ofManyThatReserveAtTheSameTimeOneWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      AnswerKey contended = key("round " + round + RequestId.random());
      List<Callable<Reservation>> calls =
          Stream.generate(TestRequests::request)
              .limit(8)
              .<Callable<Reservation>>map(
                  request -> () -> catalog().reserve(claim(request), contended))
              .toList();

      List<Reservation> results = new ArrayList<>(Threads.atOnce(8, calls));

      assertThat(results).filteredOn(Reserved.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(InTheMaking.class::isInstance).hasSize(7);
      assertThat(results.stream().distinct()).as("all name the same").hasSize(2);
    }
  }

  private Claim claim(ContentRequest request) {
    return ((ClaimResult.Claimed) store().claim(request, "holder", LEASE)).claim();
  }

  private static AnswerKey key(String topic) {
    return new AnswerKey(
        topic, "chess", new GradeLevel(9), Set.of(Modality.VIDEO), "slides", "test-1");
  }
}
