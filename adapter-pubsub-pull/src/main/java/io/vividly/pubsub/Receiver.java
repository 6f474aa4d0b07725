package io.vividly.pubsub;

import com.google.cloud.pubsub.v1.AckReplyConsumerWithResponse;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.pubsub.v1.PubsubMessage;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a message processed on the thread that brings it, and answers with what became of it. */
final class Receiver implements MessageReceiverWithAckResponse {

  private static final Logger log = LoggerFactory.getLogger(Receiver.class);

  private final DeliveryHandler deliveries;
  private final Duration maxExtension;
  private final Activity activity;
  private final Tally tally;
  private final Clock clock;

  Receiver(
      DeliveryHandler deliveries,
      Duration maxExtension,
      Activity activity,
      Tally tally,
      Clock clock) {
    this.deliveries = deliveries;
    this.maxExtension = maxExtension;
    this.activity = activity;
    this.tally = tally;
    this.clock = clock;
  }

  @Override
  public void receiveMessage(PubsubMessage message, AckReplyConsumerWithResponse reply) {
    activity.begin();
    try {
      answer(message, process(message), reply);
    } finally {
      activity.end();
    }
  }

  private Disposition process(PubsubMessage message) {
    return deliveries.handle(Deliveries.of(message, clock.instant().plus(maxExtension)));
  }

  private void answer(
      PubsubMessage message, Disposition disposition, AckReplyConsumerWithResponse reply) {
    if (isDoneWith(disposition)) {
      tally.acknowledged(message.getMessageId(), reply.ack());
      return;
    }
    if (disposition instanceof Disposition.Retry retry) {
      log.info(
          "Message {} will come again: {}, {}",
          message.getMessageId(),
          retry.reason(),
          retry.message());
    }
    reply.nack();
    tally.returned();
  }

  private static boolean isDoneWith(Disposition disposition) {
    return disposition instanceof Acknowledge
        || disposition instanceof Reject reject && reject.acknowledge();
  }
}
