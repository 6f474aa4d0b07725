package io.vividly.core.port;

import org.jspecify.annotations.Nullable;

/** A failure that will happen the same way every time, so that trying again is a waste. */
public final class PermanentFailureException extends PipelineException {

  public PermanentFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public PermanentFailureException(String message) {
    this(message, null);
  }
}
