package io.vividly.video;

import io.vividly.core.port.TransientFailureException;

/** Ends long work when its thread is interrupted. */
final class Interruption {

  private Interruption() {}

  /** Leaves the thread interrupted, so that its owner sees it too. */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new TransientFailureException("interrupted while making media", null);
    }
  }
}
