package io.vividly.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.CostLedger;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.core.port.RejectedMessages;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestEvents;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.TransientFailureException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Everything that the pipeline keeps in PostgreSQL 13 or newer. Safe for use by many threads. It
 * closes what it opened itself, and leaves open what it was given.
 */
public final class PostgresStorage implements AutoCloseable {

  /** For any answer to the connection that watches. */
  private static final int WATCH_SECONDS = 5;

  /** Connections that are kept open although nobody needs them. */
  private static final int MIN_IDLE = 2;

  private final Database database;
  private final String sourceService;
  private final PostgresEventLog eventLog;
  private final DatabaseWatch changes;
  private final Teller teller;
  private final Supplier<Map<String, String>> messageAttributes;
  private final @Nullable HikariDataSource ownPool;

  private PostgresStorage(
      DataSource source,
      DatabaseWatch.ConnectionSource forWatching,
      String sourceService,
      Supplier<Map<String, String>> messageAttributes,
      @Nullable HikariDataSource ownPool) {
    this.database = new Database(source);
    this.changes = new DatabaseWatch(forWatching);
    this.sourceService = sourceService;
    this.teller = new Teller(database);
    this.eventLog = new PostgresEventLog(database, sourceService);
    this.messageAttributes = messageAttributes;
    this.ownPool = ownPool;
  }

  /**
   * Opens a pool of connections and brings the database to this version's schema. One connection
   * more than the pool's is opened once something is watched.
   *
   * @throws IllegalArgumentException if the database URL is wrong; the message does not quote it
   * @throws TransientFailureException if the database cannot be reached
   * @throws NewerSchemaException if its schema is a newer version's; it is then unchanged
   * @throws IllegalStateException if its schema cannot be migrated; it is then unchanged
   */
  public static PostgresStorage open(PostgresOptions options) {
    DatabaseUrl url = DatabaseUrl.parse(options.databaseUrl());
    HikariDataSource pool = new HikariDataSource(poolConfig(url, options));
    if (!isUpToDate(pool)) {
      pool.close();
      migrate(url, options);
      pool = new HikariDataSource(poolConfig(url, options));
    }
    Properties properties = watchProperties(url, options);
    return new PostgresStorage(
        pool,
        () -> DriverManager.getConnection(url.jdbcUrl(), properties),
        options.sourceService(),
        options.messageAttributes(),
        pool);
  }

  /**
   * Works on a source that the caller made and closes.
   *
   * @param source connections of it must be fresh or from a pool of at least two, with automatic
   *     commits. One is kept once something is watched, and given back broken in the end, so that
   *     no pool uses it again; it must be the PostgreSQL driver's own or unwrap to that
   * @param sourceService names this program in {@code request_events}
   */
  public static PostgresStorage on(DataSource source, String sourceService) {
    Schema.migrate(source);
    return new PostgresStorage(source, source::getConnection, sourceService, Map::of, null);
  }

  public RequestStore requestStore() {
    return new PostgresRequestStore(database, changes, teller);
  }

  public ContentCatalog contentCatalog() {
    return new PostgresContentCatalog(database);
  }

  public CostLedger costLedger() {
    return new PostgresCostLedger(database);
  }

  public RequestDesk requestDesk() {
    return new PostgresRequestDesk(database, postgresOutbox(), sourceService);
  }

  /** Reads what {@link #eventLog} writes, in any process. */
  public RequestEvents requestEvents() {
    return new PostgresRequestEvents(database, changes);
  }

  public RejectedMessages rejectedMessages() {
    return new PostgresRejectedMessages(database);
  }

  /** Shows what {@link #rejectedMessages} kept, in any process. */
  public RejectedMessageArchive rejectedMessageArchive() {
    return new PostgresRejectedMessages(database);
  }

  public Outbox outbox() {
    return postgresOutbox();
  }

  private PostgresOutbox postgresOutbox() {
    return new PostgresOutbox(database, changes, messageAttributes);
  }

  /** How many messages wait to be published, and for how long. A look at an index. */
  public OutboxBacklog outboxBacklog() {
    return OutboxBacklog.read(database);
  }

  /** What is known of a request, row by row, for an operator; empty if there is no such request. */
  public Optional<RequestStory> story(RequestId id) {
    return RequestStory.read(database, id);
  }

  /**
   * Writes events to {@code request_events}, in the background and in batches. Events of requests
   * that have no row yet are left out.
   */
  public PipelineObserver eventLog() {
    return eventLog;
  }

  /**
   * Whether the database answers and takes writes; takes at most as long as the time-out of a
   * connection.
   */
  public boolean isReady() {
    try {
      return database.run(
          "ask whether it is ready",
          handle -> handle.createQuery(WritableServer.CHECK).mapTo(Integer.class).one() == 1);
    } catch (JdbiException | TransientFailureException e) {
      return false;
    }
  }

  /**
   * Stops watching, tells others what they may wait for, for up to a second, writes the events that
   * still wait, for up to two, and closes the pool if it is ours.
   */
  @Override
  public void close() {
    changes.close();
    teller.close();
    eventLog.close();
    if (ownPool != null) {
      ownPool.close();
    }
  }

  /** Whether there is nothing to migrate; a database that is not there yet is left to that. */
  private static boolean isUpToDate(DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      return SchemaHistory.isComplete(connection);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void migrate(DatabaseUrl url, PostgresOptions options) {
    HikariConfig config = poolConfig(url, options);
    config.setMaximumPoolSize(2);
    // A migration of a large table may take its time.
    config.setConnectionInitSql(null);
    PGProperty.SOCKET_TIMEOUT.set(config.getDataSourceProperties(), 0);
    try (HikariDataSource source = new HikariDataSource(config)) {
      Schema.migrate(source);
    } catch (TransientFailureException e) {
      throw url.cloudSqlInstance() == null ? e : CloudSql.unreachable(url.cloudSqlInstance(), e);
    }
  }

  private static Properties watchProperties(DatabaseUrl url, PostgresOptions options) {
    Properties properties = driverProperties(url, options);
    // Limits the greeting, too: this connection is wanted back soon or not at all.
    PGProperty.SOCKET_TIMEOUT.set(properties, WATCH_SECONDS);
    PGProperty.CONNECT_TIMEOUT.set(properties, WATCH_SECONDS);
    properties.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "vividly-watch");
    return properties;
  }

  private static Properties driverProperties(DatabaseUrl url, PostgresOptions options) {
    Properties properties = new Properties();
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.CONNECT_TIMEOUT.set(
        properties, (int) Math.max(1, options.connectTimeout().toSeconds()));
    // Past the statement time-out the server is gone, not slow.
    PGProperty.SOCKET_TIMEOUT.set(properties, (int) options.statementTimeout().toSeconds() + 5);
    // The details of an error may quote a row, and with it a student.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    WritableServer.require(properties);
    properties.putAll(url.properties());
    return properties;
  }

  private static HikariConfig poolConfig(DatabaseUrl url, PostgresOptions options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("vividly-postgres");
    config.setJdbcUrl(url.jdbcUrl());
    config.setDataSourceProperties(driverProperties(url, options));
    config.setMaximumPoolSize(options.poolSize());
    // A process that has just started has better things to do than to open them all.
    config.setMinimumIdle(Math.min(MIN_IDLE, options.poolSize()));
    config.setConnectionTimeout(options.connectTimeout().toMillis());
    config.setValidationTimeout(Math.min(2_000, options.connectTimeout().toMillis()));
    config.setInitializationFailTimeout(-1);
    WritableServer.require(config);
    config.setConnectionInitSql("set statement_timeout = " + options.statementTimeout().toMillis());
    return config;
  }
}
