package io.vividly.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the push service works.
 *
 * @param port to listen on; 0 for any free one
 * @param maxBodyBytes the largest body of a delivery; Pub/Sub's own limit is 10 MB for a message
 * @param ackDeadline how long after its receipt a delivery is to be answered; for push this is the
 *     subscription's ack deadline, 600 s at most
 * @param bodyTimeout how long a client may take to send a body, and before that its head
 * @param maxInFlight how many deliveries are taken at the same time, working or waiting
 * @param authentication who may deliver; null lets everybody
 */
public record PushOptions(
    int port,
    int maxBodyBytes,
    Duration ackDeadline,
    Duration bodyTimeout,
    int maxInFlight,
    @Nullable PushAuthentication authentication) {

  public PushOptions {
    require(port >= 0 && port <= 65_535, "port must be from 0 to 65535, not " + port);
    require(maxBodyBytes >= 1, "maxBodyBytes must be at least 1, not " + maxBodyBytes);
    require(
        ackDeadline.toMillis() >= 1_000, "ackDeadline must be at least 1 s, not " + ackDeadline);
    require(bodyTimeout.toMillis() >= 1, "bodyTimeout must be at least 1 ms, not " + bodyTimeout);
    require(maxInFlight >= 1, "maxInFlight must be at least 1, not " + maxInFlight);
  }

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
    private int port;
    private int maxBodyBytes = 10 * 1024 * 1024;
    private Duration ackDeadline = Duration.ofSeconds(600);
    private Duration bodyTimeout = Duration.ofSeconds(4);
    private int maxInFlight = 500;
    private @Nullable PushAuthentication authentication;

    private Builder() {}

    /** Default 0: any free port. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Default 10 MiB. */
    public Builder maxBodyBytes(int value) {
      maxBodyBytes = value;
      return this;
    }

    /** Default 600 s. */
    public Builder ackDeadline(Duration value) {
      ackDeadline = value;
      return this;
    }

    /** Default 4 s. */
    public Builder bodyTimeout(Duration value) {
      bodyTimeout = value;
      return this;
    }

    /** Default 500. */
    public Builder maxInFlight(int value) {
      maxInFlight = value;
      return this;
    }

    /** Default null: everybody may deliver. */
    public Builder authentication(@Nullable PushAuthentication value) {
      authentication = value;
      return this;
    }

    public PushOptions build() {
      return new PushOptions(
          port, maxBodyBytes, ackDeadline, bodyTimeout, maxInFlight, authentication);
    }
  }
}
