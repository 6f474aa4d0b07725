package io.vividly.core.port;

import org.jspecify.annotations.Nullable;

/**
 * A failure that may not happen again: a provider timed out or is overloaded, the database is away.
 * Any exception that is not a {@link PipelineException} counts as one too.
 */
public final class TransientFailureException extends PipelineException {

  public TransientFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public TransientFailureException(String message) {
    this(message, null);
  }
}
