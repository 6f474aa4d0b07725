package io.vividly.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGProperty;

/**
 * Keeps connections to the server that takes writes. After a fail-over a connection may live on, to
 * a server that is only a standby now: it answers, and refuses everything that changes a row.
 */
final class WritableServer {

  /** Fails on a server that takes no writes, with a division by zero. */
  static final String CHECK =
      "select 1 / case when pg_is_in_recovery()"
          + " or current_setting('transaction_read_only')::boolean then 0 else 1 end";

  /** The SQL states of a write on such a server, and of the check. */
  private static final Set<String> READ_ONLY = Set.of("25006", "22012");

  /** So that no connection outlives for long what it was made for. */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  private WritableServer() {}

  /** New connections go to no other server; the URL may say otherwise. */
  static void require(Properties properties) {
    PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
    // Or the driver would take for seconds what was a standby for one still.
    PGProperty.HOST_RECHECK_SECONDS.set(properties, 0);
  }

  /**
   * Checks connections that rested for a while before they are given out, and those that rest once
   * a minute; drops one that proves to be read-only while it is used, or while it is asked: whoever
   * asks often keeps it from resting.
   */
  static void require(HikariConfig config) {
    config.setConnectionTestQuery(CHECK);
    config.setMaxLifetime(LIFETIME.toMillis());
    config.setKeepaliveTime(KEEP_ALIVE.toMillis());
    config.setExceptionOverride(new DropReadOnly());
  }

  /** Whether a connection is still good for writing. */
  static boolean isReachedBy(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CHECK);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Adds to what the pool knows itself: broken connections and servers that shut down. */
  private static final class DropReadOnly implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException e) {
      return e.getSQLState() != null && READ_ONLY.contains(e.getSQLState())
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }
}
