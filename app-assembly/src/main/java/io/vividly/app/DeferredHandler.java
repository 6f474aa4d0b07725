package io.vividly.app;

import io.vividly.core.model.Delivery;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.TransientFailureException;
import java.util.function.Function;

/**
 * Takes deliveries before whoever handles them is there; each waits for that. When it does not
 * come, the program ends, and the message comes again to another one.
 */
record DeferredHandler(Loading<Engine> engine, Function<Engine, DeliveryHandler> handler)
    implements DeliveryHandler {

  @Override
  public Disposition handle(Delivery delivery) {
    return once(loaded -> loaded.handle(delivery));
  }

  @Override
  public Disposition reject(Delivery delivery, InvalidMessageException problem) {
    return once(loaded -> loaded.reject(delivery, problem));
  }

  private Disposition once(Function<DeliveryHandler, Disposition> work) {
    Engine loaded;
    try {
      loaded = engine.get();
    } catch (TransientFailureException e) {
      return new Retry(null, Retry.Reason.SHUTTING_DOWN, "The service could not be started.");
    }
    return work.apply(handler.apply(loaded));
  }
}
