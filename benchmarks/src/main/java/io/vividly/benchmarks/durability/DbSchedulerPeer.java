package io.vividly.benchmarks.durability;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * db-scheduler: a delivery is a task that runs six times, each time with what the last run stored.
 *
 * <p>Either each caller schedules a task and waits for its end, as a delivery is waited for; or all
 * tasks are in the table before the clock starts and are worked through, which is what db-scheduler
 * is best at, and a single delivery then has no time of its own.
 */
final class DbSchedulerPeer implements Contender {

  /** As the project's own documentation has it. */
  private static final String TABLES =
      """
      create table if not exists scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamp with time zone, picked boolean not null, picked_by text,
        last_success timestamp with time zone, last_failure timestamp with time zone,
        consecutive_failures int, last_heartbeat timestamp with time zone,
        version bigint not null, priority smallint, state text,
        primary key (task_name, task_instance));
      create index if not exists execution_time_idx on scheduled_tasks (execution_time);
      create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private static final Duration POLLING = Duration.ofMillis(10);

  private final HikariDataSource pool;
  private final boolean queued;
  private final List<String> outputs = Checkpoints.json();
  private final Map<String, CountDownLatch> running = new ConcurrentHashMap<>();
  private List<TaskInstance<?>> prepared = List.of();

  /**
   * @param pool is closed with this
   * @param queued whether all tasks are in the table before the clock starts
   */
  DbSchedulerPeer(HikariDataSource pool, boolean queued) throws SQLException {
    this.pool = pool;
    this.queued = queued;
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().execute(TABLES);
    }
  }

  @Override
  public void prepare(int deliveries) {
    prepared =
        Stream.generate(() -> instance(UUID.randomUUID().toString()))
            .limit(deliveries)
            .<TaskInstance<?>>map(instance -> instance)
            .toList();
    prepared.forEach(instance -> running.put(instance.getId(), new CountDownLatch(1)));
  }

  @Override
  public Figures run(int parallel) throws Exception {
    Scheduler[] self = new Scheduler[1];
    CustomTask<Step> task =
        Tasks.custom("deliver", Step.class).execute((instance, context) -> next(instance, self[0]));
    Scheduler scheduler =
        Scheduler.create(pool, task)
            .threads(parallel)
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(POLLING)
            .enableImmediateExecution()
            .serializer(new Text())
            .build();
    self[0] = scheduler;
    try {
      return queued ? workThrough(scheduler) : callAndWait(scheduler, parallel);
    } finally {
      scheduler.stop();
    }
  }

  private Figures workThrough(Scheduler scheduler) throws InterruptedException {
    scheduler.scheduleBatch(prepared, Instant.now());
    long start = System.nanoTime();
    scheduler.start();
    for (TaskInstance<?> instance : prepared) {
      await(instance);
    }
    return Figures.ofThroughput(prepared.size(), (System.nanoTime() - start) / 1e9);
  }

  private Figures callAndWait(Scheduler scheduler, int parallel) throws Exception {
    scheduler.start();
    return ClosedLoop.run(
        prepared.size(),
        parallel,
        i -> {
          scheduler.schedule(prepared.get(i), Instant.now());
          await(prepared.get(i));
        });
  }

  private void await(TaskInstance<?> instance) {
    try {
      latch(instance.getId()).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private CountDownLatch latch(String id) {
    return running.getOrDefault(id, new CountDownLatch(0));
  }

  /** Stores the output of a step, or, after the last one, removes the task. */
  private CompletionHandler<Step> next(TaskInstance<Step> done, Scheduler scheduler) {
    int number = done.getData().number();
    if (number == outputs.size() - 1) {
      return (complete, operations) -> {
        operations.remove();
        latch(done.getId()).countDown();
      };
    }
    Step next = new Step(number + 1, outputs.get(number));
    return (complete, operations) -> {
      operations.reschedule(complete, Instant.now(), next);
      // Else the next step would begin with the next poll only.
      scheduler.triggerCheckForDueExecutions();
    };
  }

  private static TaskInstance<Step> instance(String id) {
    return new TaskInstance<>("deliver", id, new Step(0, ""));
  }

  @Override
  public void close() {
    pool.close();
  }

  /** The data of a task: how many steps are done, and the output of the last one. */
  private record Step(int number, String output) {}

  /** A digit and the output. */
  private static final class Text implements Serializer {

    @Override
    public byte[] serialize(Object data) {
      Step step = (Step) data;
      return (step.number() + step.output()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return type.cast(new Step(text.charAt(0) - '0', text.substring(1)));
    }
  }
}
