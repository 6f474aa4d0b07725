package io.vividly.app;

import io.vividly.core.port.PipelineObserver;
import io.vividly.postgres.PostgresStorage;
import java.util.ArrayList;
import java.util.List;

/** Who is told what happens. */
final class Observers {

  private Observers() {}

  /** The given ones, the log and the event table. */
  static PipelineObserver of(PostgresStorage storage, List<PipelineObserver> observers) {
    List<PipelineObserver> all = new ArrayList<>(observers);
    all.add(new LogObserver());
    all.add(storage.eventLog());
    return PipelineObserver.all(all);
  }
}
