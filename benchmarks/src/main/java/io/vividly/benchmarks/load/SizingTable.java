package io.vividly.benchmarks.load;

import java.io.PrintStream;
import java.util.Locale;

/** What so many Cloud Run instances would carry, by the sums of docs/push.md. */
final class SizingTable {

  private static final int MOST_INSTANCES = 10;

  /** Of an instance, besides one for each slot: see docs/push.md. */
  private static final int MORE_CONNECTIONS = 7;

  private SizingTable() {}

  /**
   * @param slots of an instance
   * @param videoSeconds that a video takes when all slots are worked on
   * @param startSeconds from the start of a process until it takes deliveries
   */
  static void print(PrintStream out, int slots, double videoSeconds, double startSeconds) {
    out.printf(
        Locale.ROOT,
        "%nOn paper: N instances like this machine, %d slots each, %.1f s a video,"
            + " --concurrency=%d%n",
        slots,
        videoSeconds,
        2 * slots);
    out.printf(
        "%9s %12s %14s %14s %12s%n",
        "instances", "videos/min", "at once, most", "longest wait", "connections");
    for (int n = 0; n <= MOST_INSTANCES; n++) {
      out.printf(
          Locale.ROOT,
          "%9d %12.1f %14d %14s %12d%n",
          n,
          n * slots * 60 / videoSeconds,
          n * 2 * slots,
          String.format(Locale.ROOT, "%.1f s", n == 0 ? startSeconds : videoSeconds),
          n * (slots + MORE_CONNECTIONS));
    }
    out.printf(
        "With 0 instances the first delivery waits for a start; further ones wait for one other at"
            + " most.%n");
  }
}
