package io.vividly.app.observe;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineObserver;
import io.vividly.json.JsonRequestDecoder;
import java.time.Instant;
import java.util.Objects;

/** Claims each request and gives it back, as a process does that is told to end. */
record GivenBack(PipelineObserver observer) implements DeliveryHandler {

  @Override
  public Disposition handle(Delivery delivery) {
    ContentRequest request = new JsonRequestDecoder().decode(delivery);
    RequestId id = request.id();
    Objects.requireNonNull(Scope.current(), "the thread has a scope").isAbout(id, "correlation");
    observer.on(new RequestClaimed(Instant.now(), id, 1, 0, false));
    return new Disposition.Retry(id, Disposition.Retry.Reason.SHUTTING_DOWN, "Going away.");
  }

  @Override
  public Disposition reject(Delivery delivery, InvalidMessageException problem) {
    throw new AssertionError("nothing is rejected here", problem);
  }
}
