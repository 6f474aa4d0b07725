package io.vividly.postgres;

import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.TransientFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The table {@code request_events}. A thread of its own writes them in batches, so that the
 * pipeline never waits for its log. When the database is away, events wait, up to a bound; past
 * that the newest are left out.
 */
final class PostgresEventLog implements PipelineObserver, AutoCloseable {

  private static final int MOST_WAITING = 10_000;
  private static final int BATCH = 500;
  private static final long CLOSE_MILLIS = 2_000;
  private static final long IDLE_MILLIS = 100;
  private static final long RETRY_MILLIS = 1_000;

  /** The row of a request may be missing when its first events come. */
  private static final String INSERT =
      """
      insert into request_events
        (request_id, event_type, event_message, stage_name, severity, created_at, event_data,
         source_service, source_host, sequence_number)
      select id, :type, :message, :stage, :severity, :at, cast(:data as jsonb), :service, :host,
        nextval('request_events_sequence')
      from content_requests where id = :request_id
      """;

  /** By itself, and not by a trigger, for the reason that {@link Teller} gives. */
  private static final String NOTIFY =
      "select pg_notify('vividly_events', id) from unnest(cast(:ids as text[])) as id";

  private final Database database;
  private final String sourceService;
  private final String sourceHost = SourceHost.name();
  private final BlockingQueue<EventRow> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread writer = new Thread(this::write, "vividly-event-log");
  private boolean started;
  private volatile boolean closing;

  PostgresEventLog(Database database, String sourceService) {
    this.database = database;
    this.sourceService = sourceService;
    writer.setDaemon(true);
  }

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof PipelineEvent.OfRequest ofRequest) {
      start();
      waiting.offer(EventRow.of(ofRequest));
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      writer.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void start() {
    if (!started) {
      started = true;
      writer.start();
    }
  }

  private void write() {
    List<EventRow> batch = new ArrayList<>();
    try {
      while (!closing || !waiting.isEmpty()) {
        nextBatch(batch);
        if (!batch.isEmpty() && !insert(batch)) {
          if (closing) {
            return;
          }
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt this thread but to end it.
      Thread.currentThread().interrupt();
    }
  }

  /** Adds what waits, if there is something within a moment. */
  private void nextBatch(List<EventRow> batch) throws InterruptedException {
    if (batch.isEmpty()) {
      EventRow first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
      }
    }
  }

  /**
   * Writes a batch and empties it.
   *
   * @return false if the database is away: the batch is then kept
   */
  private boolean insert(List<EventRow> batch) {
    try {
      insertAll(batch);
      tell(batch);
    } catch (TransientFailureException e) {
      return false;
    } catch (RuntimeException e) {
      // These rows can never be written; the ones behind them can.
      batch.clear();
      return true;
    }
    batch.clear();
    return true;
  }

  private void insertAll(List<EventRow> rows) {
    database.transact(
        "write events",
        handle -> {
          PreparedBatch batch = handle.prepareBatch(INSERT);
          for (EventRow row : rows) {
            row.bind(batch).bind("service", sourceService).bind("host", sourceHost).add();
          }
          return batch.execute();
        });
  }

  /** Whoever follows one of the requests is told that there is more to read. */
  private void tell(List<EventRow> rows) {
    List<String> ids = rows.stream().map(row -> row.requestId().toString()).distinct().toList();
    try {
      database.transact(
          "tell of events",
          handle -> {
            // There is nothing to keep.
            handle.execute("set local synchronous_commit = off");
            return handle
                .createQuery(NOTIFY)
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .list();
          });
    } catch (TransientFailureException | JdbiException e) {
      // The rows are written; those who follow look for themselves from time to time.
    }
  }
}
