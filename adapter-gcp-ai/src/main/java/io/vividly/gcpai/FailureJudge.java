package io.vividly.gcpai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells what a client's exception means. */
@FunctionalInterface
interface FailureJudge {

  Judgement judge(Throwable failure);

  /** What is to be done about a failure. */
  enum Verdict {
    /** The provider's fault, and it may pass: try again. */
    RETRY,
    /**
     * It may work later, but not by trying again at once, as with credentials that are not valid.
     */
    FAIL_FOR_NOW,
    /** It will fail the same way every time. */
    FAIL_FOR_GOOD
  }

  /**
   * @param retryAfter what the provider asks to wait before it is called again; null if it does not
   * @param problem in a word or two, as a status code is; goes to metrics
   * @param message for operators, without the student's words
   */
  record Judgement(
      Verdict verdict, @Nullable Duration retryAfter, String problem, String message) {}
}
