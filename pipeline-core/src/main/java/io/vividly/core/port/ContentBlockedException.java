package io.vividly.core.port;

/**
 * A provider refused to work on what the student asks, for reasons of safety. That is an answer and
 * no failure: the request ends as out of scope, and is not tried again.
 */
public final class ContentBlockedException extends PipelineException {

  private final String reason;

  /**
   * @param message for operators, as in "Gemini blocked the prompt: SAFETY"
   * @param reason a sentence for the student
   */
  public ContentBlockedException(String message, String reason) {
    super(message, null);
    this.reason = reason;
  }

  /** A sentence for the student. */
  public String reason() {
    return reason;
  }
}
