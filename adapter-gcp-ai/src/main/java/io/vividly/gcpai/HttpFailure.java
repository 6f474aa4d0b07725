package io.vividly.gcpai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call of Google's HTTP APIs failed; what the client threw, and what the answer's head said. */
final class HttpFailure extends Exception {

  private final Throwable failure;
  private final transient @Nullable Duration retryAfter;

  HttpFailure(Throwable failure, @Nullable Duration retryAfter) {
    super(failure.getClass().getSimpleName(), failure);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  /** What the client threw. */
  Throwable failure() {
    return failure;
  }

  /** How long the server asks to wait. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
