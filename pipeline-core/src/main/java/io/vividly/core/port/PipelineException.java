package io.vividly.core.port;

import org.jspecify.annotations.Nullable;

/** The root of what the pipeline and its ports throw on purpose. */
public abstract class PipelineException extends RuntimeException {

  protected PipelineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
