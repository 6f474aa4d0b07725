package io.vividly.app;

/** A port that somebody else listens on, or that this process may not. */
final class PortTakenException extends RuntimeException {

  PortTakenException(String variable, int port, Throwable cause) {
    super(
        "Port "
            + port
            + " cannot be listened on: "
            + reason(cause)
            + ". End the program that has it, or set "
            + variable
            + " to another port; 0 takes a free one.",
        cause);
  }

  /** The innermost message is the operating system's. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }
}
