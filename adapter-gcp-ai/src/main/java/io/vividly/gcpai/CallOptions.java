package io.vividly.gcpai;

import java.time.Duration;

/**
 * How a provider is called.
 *
 * @param deadline of one try
 * @param maxTries how often a call is tried, at least once. The pipeline tries a stage several
 *     times as well, so that the two multiply
 * @param firstPause before the second try; doubled before each further one, with jitter: half of it
 *     to all of it
 * @param longestPause the most that is waited before a try. A provider that asks for more by a
 *     {@code Retry-After} is not called again within this call
 * @param maxConcurrent how many calls are under way at the same time; others wait their turn, for
 *     at most a deadline
 * @param breakerWindow how many of the last calls the circuit breaker looks at; it opens when at
 *     least half of them failed by the provider's fault
 * @param breakerOpenFor how long it then lets nobody through, before it tries a few
 */
public record CallOptions(
    Duration deadline,
    int maxTries,
    Duration firstPause,
    Duration longestPause,
    int maxConcurrent,
    int breakerWindow,
    Duration breakerOpenFor) {

  public CallOptions {
    require(deadline.toMillis() >= 1, "deadline must be at least 1 ms, not " + deadline);
    require(maxTries >= 1, "maxTries must be at least 1, not " + maxTries);
    require(firstPause.toMillis() >= 1, "firstPause must be at least 1 ms, not " + firstPause);
    require(
        longestPause.compareTo(firstPause) >= 0,
        "longestPause must not be shorter than firstPause: " + longestPause);
    require(maxConcurrent >= 1, "maxConcurrent must be at least 1, not " + maxConcurrent);
    require(breakerWindow >= 2, "breakerWindow must be at least 2, not " + breakerWindow);
    require(
        breakerOpenFor.toMillis() >= 1, "breakerOpenFor must be at least 1 ms: " + breakerOpenFor);
  }

  /** What suits one process: see the setters of {@link Builder} for the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Makes options; what is not set has a default. */
  public static final class Builder {
    private Duration deadline = Duration.ofSeconds(60);
    private int maxTries = 3;
    private Duration firstPause = Duration.ofMillis(500);
    private Duration longestPause = Duration.ofSeconds(10);
    private int maxConcurrent = 16;
    private int breakerWindow = 20;
    private Duration breakerOpenFor = Duration.ofSeconds(15);

    private Builder() {}

    /** Default 60 s. */
    public Builder deadline(Duration value) {
      deadline = value;
      return this;
    }

    /** Default 3. */
    public Builder maxTries(int value) {
      maxTries = value;
      return this;
    }

    /** Default 500 ms. */
    public Builder firstPause(Duration value) {
      firstPause = value;
      return this;
    }

    /** Default 10 s. */
    public Builder longestPause(Duration value) {
      longestPause = value;
      return this;
    }

    /** Default 16. */
    public Builder maxConcurrent(int value) {
      maxConcurrent = value;
      return this;
    }

    /** Default 20. */
    public Builder breakerWindow(int value) {
      breakerWindow = value;
      return this;
    }

    /** Default 15 s. */
    public Builder breakerOpenFor(Duration value) {
      breakerOpenFor = value;
      return this;
    }

    public CallOptions build() {
      return new CallOptions(
          deadline,
          maxTries,
          firstPause,
          longestPause,
          maxConcurrent,
          breakerWindow,
          breakerOpenFor);
    }
  }
}
