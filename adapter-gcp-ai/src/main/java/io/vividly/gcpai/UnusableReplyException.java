package io.vividly.gcpai;

import org.jspecify.annotations.Nullable;

/** The provider answered, and the answer is broken; the next one may be whole. */
final class UnusableReplyException extends RuntimeException {

  /**
   * @param message for operators, without the student's words
   */
  UnusableReplyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
