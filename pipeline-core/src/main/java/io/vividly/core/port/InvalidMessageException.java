package io.vividly.core.port;

import org.jspecify.annotations.Nullable;

/** A message body that is not a valid content request. */
public final class InvalidMessageException extends PipelineException {

  private final @Nullable String field;

  /**
   * @param field the name on the wire of the field at fault, or null when it is the message as a
   *     whole
   * @param problem what is wrong and what would be right, without the student's words
   */
  public InvalidMessageException(@Nullable String field, String problem) {
    super(problem, null);
    this.field = field;
  }

  /** The name on the wire of the field at fault, or null when it is the message as a whole. */
  public @Nullable String field() {
    return field;
  }

  /** What is wrong. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
