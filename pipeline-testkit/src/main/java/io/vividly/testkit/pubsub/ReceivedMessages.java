package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import java.util.List;

/** Leases in the form in which they are pulled. */
final class ReceivedMessages {

  private ReceivedMessages() {}

  /** The attempt is only told where there is a dead-letter policy. */
  static List<ReceivedMessage> of(List<Lease> leases, Subscription subscription) {
    boolean counted = subscription.hasDeadLetterPolicy();
    return leases.stream()
        .map(
            lease ->
                ReceivedMessage.newBuilder()
                    .setAckId(lease.ackId())
                    .setMessage(lease.message())
                    .setDeliveryAttempt(counted ? lease.attempt() : 0)
                    .build())
        .toList();
  }
}
