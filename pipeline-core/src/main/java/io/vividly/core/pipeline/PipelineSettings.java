package io.vividly.core.pipeline;

import io.vividly.core.model.PriceTable;
import java.time.Duration;

/**
 * How the pipeline works.
 *
 * @param holder names this process in the rows of the requests that it works on
 * @param slots how many requests are worked on at the same time
 * @param maxWaiting how many deliveries may wait for a slot
 * @param sceneThreads how many scenes are made at the same time, over all requests
 * @param lease how long a claim holds without renewal; it is renewed after a third of that
 * @param maxAttempts after how many failed attempts a request is given up
 * @param stageTries how often a stage is tried within an attempt
 * @param retryPause before a stage is tried again; doubled each time, with jitter
 * @param deadlineMargin how long before a delivery's deadline it is answered at the latest when its
 *     request is somebody else's
 * @param storagePatience how long to wait for a storage that is away before an attempt fails
 * @param style how answers are presented; requests share answers of the same style only
 * @param pipelineVersion stands for all that shapes an answer besides the request: with another
 *     value no earlier answer is reused
 * @param passageLimit how many passages a script is written from, at most
 * @param acknowledgeRejected whether a message that is not valid is acknowledged once it is kept,
 *     instead of coming back until it is dead-lettered
 * @param prices what providers charge for what stages use
 */
public record PipelineSettings(
    String holder,
    int slots,
    int maxWaiting,
    int sceneThreads,
    Duration lease,
    int maxAttempts,
    int stageTries,
    Duration retryPause,
    Duration deadlineMargin,
    Duration storagePatience,
    String style,
    String pipelineVersion,
    int passageLimit,
    boolean acknowledgeRejected,
    PriceTable prices) {

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);

  public PipelineSettings {
    require(!holder.isBlank(), "holder must not be blank");
    require(slots >= 1, "slots must be at least 1, not " + slots);
    require(maxWaiting >= 0, "maxWaiting must not be negative: " + maxWaiting);
    require(sceneThreads >= 1, "sceneThreads must be at least 1, not " + sceneThreads);
    require(
        lease.compareTo(SHORTEST_LEASE) >= 0 && lease.compareTo(LONGEST_LEASE) <= 0,
        "lease must be from 1 second to 1 hour, not " + lease);
    require(maxAttempts >= 1, "maxAttempts must be at least 1, not " + maxAttempts);
    require(stageTries >= 1, "stageTries must be at least 1, not " + stageTries);
    require(!retryPause.isNegative(), "retryPause must not be negative: " + retryPause);
    require(!deadlineMargin.isNegative(), "deadlineMargin must not be negative: " + deadlineMargin);
    require(
        !storagePatience.isNegative(), "storagePatience must not be negative: " + storagePatience);
    require(!style.isBlank(), "style must not be blank");
    require(!pipelineVersion.isBlank(), "pipelineVersion must not be blank");
    require(passageLimit >= 1, "passageLimit must be at least 1, not " + passageLimit);
  }

  /** What suits one process on a machine of its own. */
  public static Builder builder(String holder) {
    return new Builder(holder);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Makes settings; what is not set has a default. */
  public static final class Builder {
    private final String holder;
    private int slots = 4;
    private int maxWaiting = 100;
    private int sceneThreads = Runtime.getRuntime().availableProcessors();
    private Duration lease = Duration.ofSeconds(10);
    private int maxAttempts = 5;
    private int stageTries = 3;
    private Duration retryPause = Duration.ofMillis(200);
    private Duration deadlineMargin = Duration.ofSeconds(5);
    private Duration storagePatience = Duration.ofSeconds(30);
    private String style = "slides";
    private String pipelineVersion = "1";
    private int passageLimit = 24;
    private boolean acknowledgeRejected;
    private PriceTable prices = PriceTable.empty();

    private Builder(String holder) {
      this.holder = holder;
    }

    /** Default 4. */
    public Builder slots(int value) {
      slots = value;
      return this;
    }

    /** Default 100. */
    public Builder maxWaiting(int value) {
      maxWaiting = value;
      return this;
    }

    /** Default: the number of processors. */
    public Builder sceneThreads(int value) {
      sceneThreads = value;
      return this;
    }

    /** Default 10 s, so that a dead process's request is taken over within 15 s. */
    public Builder lease(Duration value) {
      lease = value;
      return this;
    }

    /** Default 5. */
    public Builder maxAttempts(int value) {
      maxAttempts = value;
      return this;
    }

    /** Default 3. */
    public Builder stageTries(int value) {
      stageTries = value;
      return this;
    }

    /** Default 200 ms. */
    public Builder retryPause(Duration value) {
      retryPause = value;
      return this;
    }

    /** Default 5 s. */
    public Builder deadlineMargin(Duration value) {
      deadlineMargin = value;
      return this;
    }

    /** Default 30 s, which outlasts a restart of the database. */
    public Builder storagePatience(Duration value) {
      storagePatience = value;
      return this;
    }

    /** Default {@code slides}. */
    public Builder style(String value) {
      style = value;
      return this;
    }

    /** Default {@code 1}. To be changed with any change to a stage or to the knowledge. */
    public Builder pipelineVersion(String value) {
      pipelineVersion = value;
      return this;
    }

    /** Default 24. */
    public Builder passageLimit(int value) {
      passageLimit = value;
      return this;
    }

    /** Default false: a rejected message is not acknowledged. */
    public Builder acknowledgeRejected(boolean value) {
      acknowledgeRejected = value;
      return this;
    }

    /** Default: none, so that the ledger has quantities without costs. */
    public Builder prices(PriceTable value) {
      prices = value;
      return this;
    }

    public PipelineSettings build() {
      return new PipelineSettings(
          holder,
          slots,
          maxWaiting,
          sceneThreads,
          lease,
          maxAttempts,
          stageTries,
          retryPause,
          deadlineMargin,
          storagePatience,
          style,
          pipelineVersion,
          passageLimit,
          acknowledgeRejected,
          prices);
    }
  }
}
