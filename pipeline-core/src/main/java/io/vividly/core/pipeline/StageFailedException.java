package io.vividly.core.pipeline;

import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineException;

/** Carries a failure out of a stage, with the stage it happened in. */
final class StageFailedException extends PipelineException {

  private final StageFailure failure;

  StageFailedException(StageKey key, Throwable cause) {
    super("The stage " + key + " failed.", cause);
    boolean permanent = cause instanceof PermanentFailureException;
    // A message that the pipeline's own exceptions carry is written for operators and free of the
    // student's words; that of any other exception is not known to be.
    String message =
        cause instanceof PipelineException
            ? String.valueOf(cause.getMessage())
            : "An unexpected " + cause.getClass().getSimpleName() + " came out of " + key + ".";
    this.failure = new StageFailure(key.stage(), permanent, message, cause.getClass().getName());
  }

  StageFailure failure() {
    return failure;
  }
}
