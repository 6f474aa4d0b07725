package io.vividly.app;

import io.vividly.app.observe.Telemetry;
import io.vividly.core.pipeline.OutboxRelay;
import io.vividly.core.pipeline.Sweeper;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.PipelineObserver;
import io.vividly.postgres.PostgresStorage;
import io.vividly.pubsub.PubSubPublisher;
import java.time.Clock;

/** Starts the relay that empties the outbox, and the sweeper that fills it with what got stuck. */
final class Relay {

  private Relay() {}

  /** To the topic that the settings name. */
  static void toTopic(
      Settings settings,
      PostgresStorage storage,
      PipelineObserver observer,
      Telemetry telemetry,
      Resources resources) {
    PubSubPublisher publisher = resources.add(new PubSubPublisher(settings.pubSub().options()));
    start(
        settings,
        telemetry.around(publisher),
        OutboxRelay.Settings.toTopic(),
        storage,
        observer,
        resources);
  }

  static void start(
      Settings settings,
      MessagePublisher publisher,
      OutboxRelay.Settings how,
      PostgresStorage storage,
      PipelineObserver observer,
      Resources resources) {
    Clock clock = Clock.systemUTC();
    resources
        .add(
            new OutboxRelay(
                storage.outbox(),
                publisher,
                Engine.deadLetters(storage, observer),
                how,
                observer,
                clock))
        .start();
    resources.add(new Sweeper(storage.outbox(), settings.stuckAfter(), observer, clock)).start();
  }
}
