package io.vividly.app;

import java.net.BindException;

/** Begins to listen on a port that a setting names. */
final class Listening {

  private Listening() {}

  /**
   * @param variable that holds the port
   * @throws PortTakenException if the port cannot be had
   */
  static void on(String variable, int port, Runnable start) {
    try {
      start.run();
    } catch (RuntimeException e) {
      throw isBindFailure(e) ? new PortTakenException(variable, port, e) : e;
    }
  }

  static boolean isBindFailure(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
