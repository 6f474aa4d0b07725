package io.vividly.core.pipeline;

import io.vividly.core.model.Answer;
import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Topic;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.ContentCatalog.Reservation;
import io.vividly.core.port.PipelineEvent.AnswerAwaited;
import io.vividly.core.port.PipelineEvent.AnswerReused;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.time.Duration;
import java.util.Optional;

/** Lets requests for the same answer share one: a finished one is reused, a running one awaited. */
final class SharedAnswers {

  /** How often to look whether the other request got stuck, which tells nobody. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Storage storage;
  private final RequestStore requests;
  private final ContentCatalog catalog;
  private final Patience patience;
  private final PipelineSettings settings;
  private final EventSink events;

  SharedAnswers(
      RequestStore requests,
      Storage storage,
      Patience patience,
      PipelineSettings settings,
      EventSink events) {
    this.requests = requests;
    this.storage = storage;
    this.catalog = storage.catalog();
    this.patience = patience;
    this.settings = settings;
    this.events = events;
  }

  AnswerKey key(Topic topic, ContentRequest request) {
    return new AnswerKey(
        topic.id(),
        request.interest(),
        request.grade(),
        request.requestedModalities(),
        settings.style(),
        settings.pipelineVersion());
  }

  /**
   * The answer of another request, if there is one or one is being made. The slot is free while
   * this waits, and may be free on return if there is an answer.
   *
   * @return empty if the answer is the caller's to make
   * @throws NoSlotException if it is, but no slot came free in time
   */
  Optional<Answer> find(Claim claim, AnswerKey key, Turn turn) throws InterruptedException {
    for (boolean awaited = false; ; awaited = true) {
      Reservation reservation = patience.call(() -> catalog.reserve(claim, key));
      if (reservation instanceof Reservation.Available available) {
        if (patience.call(() -> isComplete(available.answer()))) {
          events.emit(at -> new AnswerReused(at, claim.requestId(), available.madeBy()));
          return Optional.of(available.answer());
        }
        patience.run(() -> catalog.withdraw(key, available.madeBy()));
      } else if (reservation instanceof Reservation.InTheMaking elsewhere) {
        if (!awaited) {
          events.emit(at -> new AnswerAwaited(at, claim.requestId(), elsewhere.by()));
        }
        turn.slot().giveBack();
        await(claim, key, elsewhere.by());
      } else {
        NoSlotException.unlessGranted(turn.slot().take(turn.deadline().remaining()));
        return Optional.empty();
      }
    }
  }

  void offer(Claim claim, AnswerKey key, Answer answer) {
    patience.run(() -> catalog.offer(claim, key, answer));
  }

  private void await(Claim claim, AnswerKey key, RequestId other) throws InterruptedException {
    Signal change = new Signal();
    try (Watch watch = requests.watch(other, change)) {
      // It may have ended before it was watched.
      Reservation now = patience.call(() -> catalog.reserve(claim, key));
      if (now instanceof Reservation.InTheMaking) {
        change.await(LOOK_AGAIN);
      }
    }
  }

  private boolean isComplete(Answer answer) {
    return answer.files().values().stream().allMatch(storage.media()::contains);
  }
}
