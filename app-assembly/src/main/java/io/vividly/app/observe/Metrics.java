package io.vividly.app.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * The figures that Prometheus asks for; docs/operations.md says what each means. No label holds an
 * id, and every label has few values.
 */
final class Metrics {

  /** Of what a student waits for; 30 s and 60 s are what alerts look at. */
  private static final Duration[] WAITING =
      seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 45, 60, 120, 300, 600);

  private static final Duration[] CALLS =
      seconds(0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);

  /**
   * Without labels, and so there from the start: of a counter that appears, the first is not seen.
   */
  private static final List<String> COUNTERS =
      List.of(
          "vividly.takeovers",
          "vividly.deliveries.joined",
          "vividly.attempts.failed",
          "vividly.leases.lost",
          "vividly.answers.reused",
          "vividly.outbox.published",
          "vividly.outbox.failures",
          "vividly.outbox.dead.lettered",
          "vividly.outbox.requeued");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger deliveries = new AtomicInteger();
  private final Map<RequestId, Integer> leases = new ConcurrentHashMap<>();
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Timer queueToPush;

  Metrics() {
    queueToPush = timer("vividly.queue.to.push", Tags.empty(), WAITING);
    for (Stage stage : Stage.values()) {
      stages.put(stage, timer("vividly.stage", Tags.of("stage", stage.wireName()), WAITING));
    }
    COUNTERS.forEach(registry::counter);
    gauge("vividly.deliveries.in.progress", deliveries::get);
    gauge("vividly.leases.active", leases::size);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** Says something of what is outside this process. */
  void gauge(String name, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble).register(registry);
  }

  /** As {@link #gauge(String, DoubleSupplier)}, in seconds. */
  void secondsGauge(String name, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble).baseUnit("seconds").register(registry);
  }

  void deliveryBegan() {
    deliveries.incrementAndGet();
  }

  void deliveryEnded(String disposition) {
    deliveries.decrementAndGet();
    count("vividly.deliveries", "disposition", disposition);
  }

  void workBegan(RequestId id, int attempt) {
    leases.put(id, attempt);
  }

  void workEnded(RequestId id) {
    leases.remove(id);
  }

  /** As {@link #workEnded}, where no event told of an end: the work was given back unharmed. */
  void deliveryLeft(RequestId id) {
    Integer attempt = leases.remove(id);
    if (attempt != null) {
      count("vividly.work.given.back", "attempt", attempt > 1 ? "later" : "first");
    }
  }

  void queued(Duration time) {
    queueToPush.record(notNegative(time));
  }

  void answered(String outcome, Duration sincePublished) {
    timer("vividly.end.to.end", Tags.of("outcome", outcome), WAITING)
        .record(notNegative(sincePublished));
  }

  void stage(Stage stage, Duration took) {
    Objects.requireNonNull(stages.get(stage), "there is one for each").record(took);
  }

  void call(Tags tags, Duration took) {
    timer("vividly.provider.call", tags, CALLS).record(took);
  }

  void count(String name, String... tags) {
    registry.counter(name, tags).increment();
  }

  void add(String name, double amount, String... tags) {
    registry.counter(name, tags).increment(amount);
  }

  /** Money, of which a name must say the unit. */
  void spend(double dollars, Tags tags) {
    Counter.builder("vividly.cost")
        .baseUnit("dollars")
        .tags(tags)
        .register(registry)
        .increment(dollars);
  }

  /** In Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  void close() {
    registry.close();
  }

  private Timer timer(String name, Tags tags, Duration... boundaries) {
    return Timer.builder(name).tags(tags).serviceLevelObjectives(boundaries).register(registry);
  }

  /** The clocks of two machines may differ. */
  private static Duration notNegative(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }

  private static Duration[] seconds(double... values) {
    Duration[] durations = new Duration[values.length];
    for (int i = 0; i < values.length; i++) {
      durations[i] = Duration.ofMillis(Math.round(values[i] * 1_000));
    }
    return durations;
  }
}
