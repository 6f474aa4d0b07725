package io.vividly.postgres;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.TransientFailureException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Tells those who watch what this process did to a request, right after it and many at a time. To
 * notify within the transaction itself would have all of them wait for each other: PostgreSQL lets
 * only one commit at a time that notifies, and that one is to reach the disk first.
 */
final class Teller implements AutoCloseable {

  private static final String NOTIFY =
      "select pg_notify('vividly_requests', id) from unnest(cast(:ids as text[])) as id";
  private static final long CLOSE_MILLIS = 1_000;
  private static final long IDLE_SECONDS = 10;

  private final Database database;
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Teller::thread,
          new ThreadPoolExecutor.DiscardPolicy());

  Teller(Database database) {
    this.database = database;
    executor.allowCoreThreadTimeOut(true);
  }

  /** Returns at once. */
  void changed(RequestId id) {
    pending.add(id.value().toString());
    if (isScheduled.compareAndSet(false, true)) {
      executor.execute(this::tell);
    }
  }

  /** Tells what is to be told still, which others may wait for, within a second. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    isScheduled.set(false);
    List<String> ids = new ArrayList<>();
    for (Iterator<String> each = pending.iterator(); each.hasNext(); each.remove()) {
      ids.add(each.next());
    }
    try {
      database.transact("tell what has changed", handle -> notify(handle, ids));
    } catch (TransientFailureException | JdbiException e) {
      // Whoever waits looks for itself from time to time.
    }
  }

  private static List<String> notify(Handle handle, List<String> ids) {
    // There is nothing to keep.
    handle.execute("set local synchronous_commit = off");
    return handle
        .createQuery(NOTIFY)
        .bindArray("ids", String.class, ids)
        .mapTo(String.class)
        .list();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "vividly-teller");
    thread.setDaemon(true);
    return thread;
  }
}
