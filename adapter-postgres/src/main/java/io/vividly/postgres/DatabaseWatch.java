package io.vividly.postgres;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.Watch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens to what the triggers of the database tell. One thread with one connection serves all who
 * watch; both are there from the first of them on. When the connection is lost there is soon
 * another, and then everybody is told once, because something may have been missed.
 */
final class DatabaseWatch implements AutoCloseable {

  private static final String REQUESTS = "vividly_requests";
  private static final String OUTBOX = "vividly_outbox";
  private static final String EVENTS = "vividly_events";
  private static final String LISTEN =
      "listen " + REQUESTS + "; listen " + OUTBOX + "; listen " + EVENTS;

  /**
   * A server that vanished without a word is noticed when it answers nothing: after a time of
   * listening and the time that an answer may take, which is 4 s together.
   */
  private static final int LISTEN_MILLIS = 2_000;

  private static final int ANSWER_SECONDS = 2;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final ConnectionSource source;
  private final Watchers watchers = new Watchers();
  private final Thread listener = new Thread(this::listenUntilClosed, "vividly-database-watch");
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean started;
  private @Nullable Connection current;

  DatabaseWatch(ConnectionSource source) {
    this.source = source;
    listener.setDaemon(true);
  }

  Watch onRequest(RequestId id, Runnable action) {
    return watch(subject(REQUESTS, id.value().toString()), action);
  }

  Watch onEvents(RequestId id, Runnable action) {
    return watch(subject(EVENTS, id.value().toString()), action);
  }

  Watch onOutbox(Runnable action) {
    return watch(subject(OUTBOX, ""), action);
  }

  private Watch watch(String subject, Runnable action) {
    Watch watch = watchers.add(subject, action);
    start();
    return watch;
  }

  /** Ends at once. Who watches is told nothing any more. */
  @Override
  public synchronized void close() {
    closed.countDown();
    if (current != null) {
      abort(current);
    }
  }

  private synchronized void start() {
    if (!started && !isClosed()) {
      started = true;
      listener.start();
    }
  }

  private void listenUntilClosed() {
    Duration pause = FIRST_PAUSE;
    do {
      pause = listenWhileConnected() ? FIRST_PAUSE : longerThan(pause);
    } while (!closesWithin(pause));
  }

  private static Duration longerThan(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /** Whether it could listen at all. */
  private boolean listenWhileConnected() {
    boolean listening = false;
    try (Connection connection = source.open()) {
      try {
        if (use(connection)) {
          listen(connection);
          listening = true;
          watchers.tellAll();
          dispatchWhileAlive(connection);
        }
      } finally {
        // Whoever got it next, from a pool, would be told things that it did not ask for.
        abort(connection);
      }
    } catch (SQLException | RuntimeException e) {
      // It is tried again, and whoever watches looks for itself from time to time. That the
      // database is away is told by those who need it now.
    }
    return listening;
  }

  /** False if this was closed in the meantime. */
  private synchronized boolean use(Connection connection) {
    current = connection;
    return !isClosed();
  }

  private static void listen(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
    try (Statement statement = connection.createStatement()) {
      statement.execute(LISTEN);
    }
  }

  private void dispatchWhileAlive(Connection connection) throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    boolean alive = true;
    while (alive && !isClosed()) {
      alive = dispatch(postgres) || WritableServer.isReachedBy(connection);
    }
  }

  /** Waits for a while; whether something came. */
  private boolean dispatch(PGConnection connection) throws SQLException {
    PGNotification[] notifications = connection.getNotifications(LISTEN_MILLIS);
    if (notifications == null || notifications.length == 0) {
      return false;
    }
    for (PGNotification told : notifications) {
      watchers.tell(subject(told.getName(), told.getParameter()));
    }
    return true;
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is gone already.
    }
  }

  /** Chance keeps many processes from coming back in step. */
  private boolean closesWithin(Duration pause) {
    long millis = pause.toMillis();
    try {
      return closed.await(
          ThreadLocalRandom.current().nextLong(millis / 2, millis + 1), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // It was none of ours: a watcher's action must not end the watch of all others.
      return isClosed();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private static String subject(String channel, String payload) {
    return channel + " " + payload;
  }

  /** Where the connection comes from; each one is closed by who opened it. */
  @FunctionalInterface
  interface ConnectionSource {
    Connection open() throws SQLException;
  }
}
