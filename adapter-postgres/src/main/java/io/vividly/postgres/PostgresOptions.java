package io.vividly.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How to reach a database.
 *
 * @param databaseUrl {@code postgresql://user:password@host:5432/db?sslmode=require},
 *     percent-encoded where need be; or the same as a {@code jdbc:postgresql:} URL; or, for Cloud
 *     SQL, {@code postgresql://user:password@/db?host=/cloudsql/PROJECT:REGION:INSTANCE}
 * @param poolSize the most connections that are open at a time
 * @param connectTimeout how long to wait for a connection before the database counts as away
 * @param statementTimeout how long a statement may run before the server ends it
 * @param sourceService names this program in {@code request_events}
 * @param messageAttributes what a message that is queued gets besides its own attributes; asked on
 *     the thread that queues it
 */
public record PostgresOptions(
    String databaseUrl,
    int poolSize,
    Duration connectTimeout,
    Duration statementTimeout,
    String sourceService,
    Supplier<Map<String, String>> messageAttributes) {

  public PostgresOptions {
    if (databaseUrl.isBlank()) {
      throw new IllegalArgumentException("the database URL must not be blank");
    }
    DatabaseUrl.parse(databaseUrl);
    if (poolSize < 1) {
      throw new IllegalArgumentException("the pool needs at least one connection");
    }
    if (connectTimeout.toMillis() < 250 || statementTimeout.toMillis() < 250) {
      throw new IllegalArgumentException("timeouts must be at least 250 ms");
    }
  }

  /** Ten connections, 5 s to connect, 15 s for a statement. */
  public static PostgresOptions of(String databaseUrl) {
    return builder(databaseUrl).build();
  }

  public static Builder builder(String databaseUrl) {
    return new Builder(databaseUrl);
  }

  /** Leaves out the URL, because it may hold a password. */
  @Override
  public String toString() {
    return "PostgresOptions[poolSize="
        + poolSize
        + ", connectTimeout="
        + connectTimeout
        + ", statementTimeout="
        + statementTimeout
        + "]";
  }

  /** Collects options; each has a default but the URL. */
  public static final class Builder {
    private final String databaseUrl;
    private int poolSize = 10;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration statementTimeout = Duration.ofSeconds(15);
    private String sourceService = "vividly";
    private Supplier<Map<String, String>> messageAttributes = Map::of;

    private Builder(String databaseUrl) {
      this.databaseUrl = databaseUrl;
    }

    public Builder poolSize(int value) {
      poolSize = value;
      return this;
    }

    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    public Builder statementTimeout(Duration value) {
      statementTimeout = value;
      return this;
    }

    public Builder sourceService(String value) {
      sourceService = value;
      return this;
    }

    /** Default none: a message has its own attributes alone. */
    public Builder messageAttributes(Supplier<Map<String, String>> value) {
      messageAttributes = value;
      return this;
    }

    public PostgresOptions build() {
      return new PostgresOptions(
          databaseUrl,
          poolSize,
          connectTimeout,
          statementTimeout,
          sourceService,
          messageAttributes);
    }
  }
}
