package io.vividly.core.port;

import io.vividly.core.model.Answer;
import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.RequestId;

/**
 * Knows which answers there are and which are being made, so that two requests for the same answer
 * share it. Safe for use by many threads and processes; every method blocks for about a round trip
 * to the store.
 *
 * <p>A store that cannot be reached throws {@link TransientFailureException}. A claim that is not
 * the newest of its request any more, or whose request has ended, gets a {@link LeaseLostException}
 * and changes nothing.
 */
public interface ContentCatalog {

  /**
   * Asks for an answer, in one atomic step, and reserves the right to make it if there is none and
   * nobody else is at it. A reservation is as good as the lease of the request that has it: it ends
   * when the lease is released, lost or runs out, or when the request ends without having offered
   * an answer. What came of it is noted with the request, for people who look.
   */
  Reservation reserve(Claim claim, AnswerKey key);

  /** Makes an answer known. Has to be called by whoever has the reservation. */
  void offer(Claim claim, AnswerKey key, Answer answer);

  /**
   * Forgets an answer, because its files are gone. Does nothing if it was made by another request
   * than the one given, which is to say that it was replaced already.
   */
  void withdraw(AnswerKey key, RequestId madeBy);

  /** A catalogue that knows nothing: every request makes its own answer. */
  static ContentCatalog none() {
    return NoCatalog.INSTANCE;
  }

  /** What came of asking for an answer. */
  sealed interface Reservation {

    /** There is none; it is the caller's to make. */
    record Reserved() implements Reservation {}

    /** Somebody else is making it. */
    record InTheMaking(RequestId by) implements Reservation {}

    /** There it is. */
    record Available(Answer answer, RequestId madeBy) implements Reservation {}
  }
}
