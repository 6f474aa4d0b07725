package io.vividly.pubsub;

import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.port.InvalidMessageException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Does with deliveries what a test says, and remembers them. */
final class ScriptedHandler implements DeliveryHandler {

  static final Disposition DONE =
      new Disposition.Acknowledge(RequestId.random(), new Outcome.Cancelled());
  static final Disposition AGAIN =
      new Disposition.Retry(null, Disposition.Retry.Reason.FAILED, "Not this time.");

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final Function<Delivery, Disposition> script;

  ScriptedHandler(Function<Delivery, Disposition> script) {
    this.script = script;
  }

  @Override
  public Disposition handle(Delivery delivery) {
    deliveries.add(delivery);
    return script.apply(delivery);
  }

  @Override
  public Disposition reject(Delivery delivery, InvalidMessageException problem) {
    throw new AssertionError("a pulled message has no envelope that could be wrong");
  }

  /** In the order in which they came. */
  List<Delivery> deliveries() {
    return deliveries;
  }
}
