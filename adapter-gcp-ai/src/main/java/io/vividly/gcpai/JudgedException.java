package io.vividly.gcpai;

import io.vividly.gcpai.FailureJudge.Judgement;
import io.vividly.gcpai.FailureJudge.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client's exception with what it means; does not leave {@link ProviderCalls}. */
final class JudgedException extends RuntimeException {

  private final Judgement judgement;

  JudgedException(Judgement judgement, @Nullable Throwable cause) {
    super(judgement.message(), cause, true, false);
    this.judgement = judgement;
  }

  Judgement judgement() {
    return judgement;
  }

  /** Whether to try again, if the provider does not ask to wait for longer than this. */
  boolean isRetryable(Duration longestPause) {
    Duration retryAfter = judgement.retryAfter();
    return judgement.verdict() == Verdict.RETRY
        && (retryAfter == null || retryAfter.compareTo(longestPause) <= 0);
  }
}
