package io.vividly.postgres;

import io.vividly.core.port.TransientFailureException;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/** Runs statements, and tells a database that is away or overloaded from a mistake. */
final class Database {

  private final Jdbi jdbi;

  Database(DataSource source) {
    jdbi = Jdbi.create(source).registerArrayType(String.class, "text");
    // Anything more would put the students' words, which are arguments, into exceptions.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
  }

  /** Runs statements that each stand for themselves. */
  <T extends @Nullable Object> T run(String purpose, Function<Handle, T> work) {
    try {
      return jdbi.withHandle(work::apply);
    } catch (JdbiException e) {
      throw translated(purpose, e);
    }
  }

  /** Runs statements in one transaction. */
  <T extends @Nullable Object> T transact(String purpose, Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (JdbiException e) {
      throw translated(purpose, e);
    }
  }

  private static RuntimeException translated(String purpose, JdbiException e) {
    SQLException cause = sqlCause(e);
    boolean noConnection = e instanceof ConnectionException;
    if (cause == null || !(noConnection || isTransient(cause.getSQLState()))) {
      return e;
    }
    return new TransientFailureException(
        "The database is away or overloaded: could not "
            + purpose
            + " ("
            + (cause.getSQLState() == null ? "no connection" : "SQL state " + cause.getSQLState())
            + "). It will be tried again.",
        e);
  }

  /** Whether a row was there already (SQL state 23505). */
  static boolean isUniqueViolation(JdbiException e) {
    SQLException cause = sqlCause(e);
    return cause != null && "23505".equals(cause.getSQLState());
  }

  private static @Nullable SQLException sqlCause(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /**
   * By class of SQL state: no connection (08), roll-back (40), no resources (53), not in the right
   * state (55), ended by an operator or a time-out (57), I/O error (58), a server that became
   * read-only in a fail-over (25006).
   *
   * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
   */
  private static boolean isTransient(@Nullable String state) {
    if (state == null || state.length() != 5 || state.equals("25006")) {
      return true;
    }
    return switch (state.substring(0, 2)) {
      case "08", "40", "53", "55", "57", "58" -> true;
      default -> false;
    };
  }
}
