package io.vividly.core.port;

import org.jspecify.annotations.Nullable;

/**
 * The root of what the pipeline and its ports throw on purpose. Its message is stored with the
 * request, logged and answered to whoever delivers: it is written for operators, and holds neither
 * the student's words nor a secret. Of any other exception only the class name is told.
 */
public abstract class PipelineException extends RuntimeException {

  protected PipelineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
