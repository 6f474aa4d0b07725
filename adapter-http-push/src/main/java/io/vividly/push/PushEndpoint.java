package io.vividly.push;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /push}: takes a delivery from who may deliver, has it processed, answers with what
 * became of it.
 */
final class PushEndpoint implements Handler {

  private final DeliveryHandler deliveries;
  private final PushOptions options;
  private final InFlight inFlight;
  private final @Nullable CallerCheck callers;
  private final Clock clock;
  private final BodyReader bodies;
  private final EnvelopeReader envelopes;

  /**
   * @param callers null to let everybody in
   */
  PushEndpoint(
      DeliveryHandler deliveries,
      PushOptions options,
      InFlight inFlight,
      @Nullable CallerCheck callers,
      Clock clock) {
    this.deliveries = deliveries;
    this.options = options;
    this.inFlight = inFlight;
    this.callers = callers;
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
    answer(context).writeTo(context);
  }

  private Reply answer(Context context) {
    Instant deadline = clock.instant().plus(options.ackDeadline());
    HttpServletRequest request = context.req();
    // Before a byte of the body is read.
    Optional<Reply> refusal =
        callers == null ? Optional.empty() : callers.refusal(request.getHeader("Authorization"));
    return refusal.orElseGet(() -> process(bodies.read(context), request::getHeader, deadline));
  }

  /**
   * @param header gives the value of a header, or null
   */
  Reply process(byte[] body, Function<String, @Nullable String> header, Instant deadline) {
    Received received = envelopes.read(body, header, deadline);
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
