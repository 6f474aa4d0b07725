package io.vividly.gcpai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call of Google's HTTP APIs failed; what the client threw, and what the answer's head said. */
final class HttpFailure extends Exception {

  private final transient @Nullable Duration retryAfter;

  HttpFailure(Throwable cause, @Nullable Duration retryAfter) {
    super(cause.getClass().getSimpleName(), cause);
    this.retryAfter = retryAfter;
  }

  /** How long the server asks to wait. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
