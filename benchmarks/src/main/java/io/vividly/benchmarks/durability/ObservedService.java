package io.vividly.benchmarks.durability;

import io.vividly.app.observe.LogFormat;
import io.vividly.app.observe.LogObserver;
import io.vividly.app.observe.Telemetry;
import io.vividly.app.observe.TelemetryOptions;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestDecoder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A push service whose stages do nothing, in a process of its own with the libraries of the real
 * one; observed as that is, or not at all. It ends with whoever started it.
 *
 * <p>Arguments: the URL of its database, its slots, what looks on ({@link Watching}), and where
 * spans go. It says where it takes messages, and where its metrics are.
 */
final class ObservedService {

  /** What looks on. */
  enum Watching {
    NOTHING,
    LOGS_AND_METRICS,
    TRACES_AS_WELL
  }

  private ObservedService() {}

  public static void main(String[] arguments) throws Exception {
    Watching watching = Watching.valueOf(arguments[2]);
    URI collector = watching == Watching.TRACES_AS_WELL ? URI.create(arguments[3]) : null;
    LogFormat.JSON.apply(new LogFormat.Origin("benchmark", "benchmark", null));
    Observation observation =
        watching == Watching.NOTHING ? Observation.NONE : new Everything(open(collector));
    PushService service =
        new PushService(arguments[0], Integer.parseInt(arguments[1]), observation);
    System.out.println(service.url());
    System.out.println(
        observation instanceof Everything everything
            ? "http://127.0.0.1:" + everything.telemetry().metricsPort() + "/metrics"
            : "none");
    while (System.in.read() >= 0) {
      // Nobody writes; this waits for the end of whoever started it.
    }
    Runtime.getRuntime().halt(0);
  }

  private static Telemetry open(@Nullable URI collector) throws Exception {
    return Telemetry.open(
        new TelemetryOptions(
            "benchmark",
            null,
            "benchmark",
            0,
            collector == null ? null : new TelemetryOptions.Collector(collector, Map.of())));
  }

  private record Everything(Telemetry telemetry) implements Observation {

    @Override
    public RequestDecoder around(RequestDecoder decoder) {
      return telemetry.around(decoder);
    }

    @Override
    public DeliveryHandler around(DeliveryHandler deliveries) {
      return telemetry.around(deliveries);
    }

    @Override
    public PipelineObserver besides(PipelineObserver eventTable) {
      List<PipelineObserver> all = new ArrayList<>(telemetry.observers(new LogObserver()));
      all.add(eventTable);
      return PipelineObserver.all(all);
    }
  }
}
