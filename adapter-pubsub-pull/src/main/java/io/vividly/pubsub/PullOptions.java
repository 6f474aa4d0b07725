package io.vividly.pubsub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a pull worker works.
 *
 * @param slots how many messages are held, and worked on, at the same time; no more are pulled
 * @param maxExtension how long the ack deadline of a message is extended, in all, while it is
 *     worked on; so long may a delivery take
 * @param extension how far ahead the ack deadline is set each time: when a worker is killed, its
 *     messages come again after this time
 * @param job when to end by itself; null to run until it is stopped
 */
public record PullOptions(int slots, Duration maxExtension, Duration extension, @Nullable Job job) {

  private static final Duration SHORTEST_EXTENSION = Duration.ofSeconds(10);
  private static final Duration LONGEST_EXTENSION = Duration.ofSeconds(600);

  public PullOptions {
    require(slots >= 1, "slots must be at least 1, not " + slots);
    require(
        extension.compareTo(SHORTEST_EXTENSION) >= 0 && extension.compareTo(LONGEST_EXTENSION) <= 0,
        "extension must be from 10 s to 600 s, not " + extension);
    require(
        maxExtension.compareTo(extension) >= 0,
        "maxExtension must not be less than extension: " + maxExtension);
  }

  /** A worker that runs until it is stopped; a message may take an hour. */
  public static PullOptions service(int slots) {
    return new PullOptions(slots, Duration.ofHours(1), Duration.ofSeconds(15), null);
  }

  /** A worker that ends when there is nothing left to do. */
  public static PullOptions job(int slots, Job job) {
    return new PullOptions(slots, Duration.ofHours(1), Duration.ofSeconds(15), job);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * When a worker ends by itself. It finishes what it holds by then.
   *
   * @param idle after so long without a message
   * @param maxRuntime after so long in any case
   */
  public record Job(Duration idle, Duration maxRuntime) {

    public Job {
      require(idle.toMillis() >= 1, "idle must be at least 1 ms, not " + idle);
      require(maxRuntime.toMillis() >= 1, "maxRuntime must be at least 1 ms, not " + maxRuntime);
    }
  }
}
