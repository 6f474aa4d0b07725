package io.vividly.api;

import io.vividly.core.model.Environment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the API works.
 *
 * @param port to listen on; 0 for any free one
 * @param requestsPerMinute how much a student may call; each call counts one, asking counts {@link
 *     #ASKING_COUNTS}; operators are not limited
 * @param heartbeat how often a live stream says that it is still there
 * @param linkLifetime how long a link to a file works at least
 * @param environment what new requests say where they were made
 * @param calls is told of each call that may queue work
 */
public record ApiOptions(
    int port,
    ApiKey key,
    int requestsPerMinute,
    Duration heartbeat,
    Duration linkLifetime,
    @Nullable Environment environment,
    CallObserver calls) {

  /** What it counts to submit a question, or to clarify one: that is what costs. */
  public static final int ASKING_COUNTS = 10;

  public ApiOptions {
    require(port >= 0 && port <= 65_535, "port must be from 0 to 65535, not " + port);
    require(
        requestsPerMinute >= ASKING_COUNTS,
        "requestsPerMinute must be at least " + ASKING_COUNTS + ", so that one can ask at all");
    require(heartbeat.toMillis() >= 10, "heartbeat must be at least 10 ms, not " + heartbeat);
    require(linkLifetime.toSeconds() >= 1, "linkLifetime must be at least 1 s");
  }

  /** The same, with somebody who is told of calls. */
  public ApiOptions observedBy(CallObserver observer) {
    return new ApiOptions(
        port, key, requestsPerMinute, heartbeat, linkLifetime, environment, observer);
  }

  public static Builder builder(ApiKey key) {
    return new Builder(key);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Makes options; what is not set has a default. */
  public static final class Builder {
    private final ApiKey key;
    private int port;
    private int requestsPerMinute = 120;
    private Duration heartbeat = Duration.ofSeconds(15);
    private Duration linkLifetime = Duration.ofHours(6);
    private @Nullable Environment environment;

    private Builder(ApiKey key) {
      this.key = key;
    }

    /** Default 0: any free port. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Default 120. */
    public Builder requestsPerMinute(int value) {
      requestsPerMinute = value;
      return this;
    }

    /** Default 15 s. */
    public Builder heartbeat(Duration value) {
      heartbeat = value;
      return this;
    }

    /** Default 6 hours. */
    public Builder linkLifetime(Duration value) {
      linkLifetime = value;
      return this;
    }

    /** Default none. */
    public Builder environment(@Nullable Environment value) {
      environment = value;
      return this;
    }

    public ApiOptions build() {
      return new ApiOptions(
          port, key, requestsPerMinute, heartbeat, linkLifetime, environment, CallObserver.none());
    }
  }
}
