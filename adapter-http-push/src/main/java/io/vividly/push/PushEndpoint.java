package io.vividly.push;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** {@code POST /push}: takes a delivery, has it processed, answers with what became of it. */
final class PushEndpoint implements Handler {

  private final DeliveryHandler deliveries;
  private final PushOptions options;
  private final InFlight inFlight;
  private final Clock clock;
  private final BodyReader bodies;
  private final EnvelopeReader envelopes;

  PushEndpoint(DeliveryHandler deliveries, PushOptions options, InFlight inFlight, Clock clock) {
    this.deliveries = deliveries;
    this.options = options;
    this.inFlight = inFlight;
    this.clock = clock;
    this.bodies = new BodyReader(options.maxBodyBytes(), options.bodyTimeout());
    this.envelopes = new EnvelopeReader(options.maxBodyBytes());
  }

  @Override
  public void handle(Context context) {
    InFlight.Admission admission = inFlight.enter();
    if (admission != InFlight.Admission.ADMITTED) {
      refusal(admission).writeTo(context);
      return;
    }
    // Not before the answer is on its way: a stop waits for that.
    Request.addCompletionListener(
        ServletContextRequest.getServletContextRequest(context.req()), failure -> inFlight.leave());
    process(context).writeTo(context);
  }

  private Reply process(Context context) {
    Instant deadline = clock.instant().plus(options.ackDeadline());
    byte[] body = bodies.read(context);
    Received received = envelopes.read(body, context.req()::getHeader, deadline);
    return DispositionReply.of(dispose(received));
  }

  private Disposition dispose(Received received) {
    return received instanceof Received.Message message
        ? deliveries.handle(message.delivery())
        : reject((Received.Unreadable) received);
  }

  private Disposition reject(Received.Unreadable unreadable) {
    return deliveries.reject(unreadable.delivery(), unreadable.problem());
  }

  private static Reply refusal(InFlight.Admission admission) {
    return admission == InFlight.Admission.CLOSED
        ? Reply.error(503, "shutting_down", "This instance is shutting down.")
            .retryAfter(Duration.ofSeconds(1))
        : Reply.error(429, "overloaded", "Too many deliveries are being processed already.")
            .retryAfter(Duration.ofSeconds(5));
  }
}
