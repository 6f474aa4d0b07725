package io.vividly.app;

import io.vividly.app.observe.Telemetry;
import io.vividly.core.port.PipelineObserver;
import io.vividly.postgres.PostgresStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Who is told what happens. */
final class Observers {

  private Observers() {}

  /** Opens what the settings ask for; it also shows what waits in the outbox. */
  static Telemetry telemetry(Settings settings, PostgresStorage storage, Resources resources)
      throws IOException {
    Telemetry telemetry = resources.add(Telemetry.open(settings.observability().options()));
    telemetry.showOutbox(
        () -> storage.outboxBacklog().messages(), () -> storage.outboxBacklog().oldestSeconds());
    return telemetry;
  }

  /** The given ones, traces and metrics, the log and the event table. */
  static PipelineObserver of(
      PostgresStorage storage, Telemetry telemetry, List<PipelineObserver> observers) {
    List<PipelineObserver> all = new ArrayList<>(observers);
    all.addAll(telemetry.observers(new LogObserver()));
    all.add(storage.eventLog());
    return PipelineObserver.all(all);
  }
}
