package io.vividly.pubsub;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.common.collect.Iterables;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import io.vividly.core.model.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of the dead-letter subscription, for a person to look at and to put back. Pub/Sub
 * cannot show a message without delivering it: what is pulled here is held for {@link #HOLD}, kept
 * from everybody else, and given back by {@link #close} unless it was acknowledged. When the
 * process dies, it comes back by itself. For one thread.
 */
public final class PubSubDeadLetters implements AutoCloseable {

  /** How long what was pulled is held. */
  public static final Duration HOLD = Duration.ofMinutes(2);

  /** A pull without an answer for so long has found nothing. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  private static final int PULL_SIZE = 100;

  /** Pub/Sub bounds the size of a request; its ids are some hundred bytes long. */
  private static final int ACK_IDS = 1_000;

  private final String subscription;
  private final SubscriptionAdminClient client;
  private final Map<String, String> ackIds = new HashMap<>();

  /**
   * Pulls nothing yet.
   *
   * @throws PubSubException if there are no credentials
   */
  public PubSubDeadLetters(PubSubOptions options) {
    this.subscription = options.deadLetterSubscriptionName();
    Connection connection = new Connection(options);
    try {
      SubscriptionAdminSettings.Builder settings =
          SubscriptionAdminSettings.newBuilder()
              .setTransportChannelProvider(connection.forSubscriptions())
              .setCredentialsProvider(connection.credentials());
      settings.pullSettings().setSimpleTimeoutNoRetriesDuration(WAIT);
      this.client = SubscriptionAdminClient.create(settings.build());
    } catch (IOException e) {
      throw PubSubException.of("The subscription " + subscription, e);
    }
  }

  /**
   * Pulls some messages that are not held yet.
   *
   * @param atMost the most to give
   * @return empty if nothing came for some seconds
   * @throws PubSubException if the subscription cannot be pulled from
   */
  public List<Delivery> pull(int atMost) {
    List<Delivery> pulled = new ArrayList<>();
    List<ReceivedMessage> received;
    do {
      received = receive(Math.min(atMost, PULL_SIZE));
      if (!received.isEmpty()) {
        setDeadline(received.stream().map(ReceivedMessage::getAckId).toList(), HOLD);
      }
      for (ReceivedMessage message : received) {
        // One that was held for too long comes again, with another ack id.
        if (ackIds.put(message.getMessage().getMessageId(), message.getAckId()) == null) {
          pulled.add(Deliveries.of(message.getMessage(), Instant.MAX));
        }
      }
    } while (pulled.isEmpty() && !received.isEmpty());
    return pulled;
  }

  /**
   * Takes a message that is held out of the subscription.
   *
   * @throws PubSubException if that was not confirmed; the message is held on
   */
  public void acknowledge(String messageId) {
    String ackId = ackIds.get(messageId);
    if (ackId == null) {
      throw new IllegalArgumentException("message " + messageId + " is not held");
    }
    try {
      client.acknowledge(subscription, List.of(ackId));
    } catch (ApiException e) {
      throw problem(e);
    }
    ackIds.remove(messageId);
  }

  /** Gives back what is held; what cannot be given back comes again after {@link #HOLD}. */
  @Override
  public void close() {
    List<String> held = List.copyOf(ackIds.values());
    ackIds.clear();
    try (client) {
      setDeadline(held, Duration.ZERO);
    } catch (PubSubException e) {
      // Not lost, only late.
    }
  }

  private List<ReceivedMessage> receive(int atMost) {
    PullRequest request =
        PullRequest.newBuilder().setSubscription(subscription).setMaxMessages(atMost).build();
    try {
      return client.pull(request).getReceivedMessagesList();
    } catch (ApiException e) {
      if (e.getStatusCode().getCode() == StatusCode.Code.DEADLINE_EXCEEDED) {
        return List.of();
      }
      throw problem(e);
    }
  }

  private void setDeadline(Collection<String> ids, Duration deadline) {
    try {
      for (List<String> some : Iterables.partition(ids, ACK_IDS)) {
        client.modifyAckDeadline(subscription, some, Math.toIntExact(deadline.toSeconds()));
      }
    } catch (ApiException e) {
      throw problem(e);
    }
  }

  private PubSubException problem(ApiException e) {
    return PubSubException.of("The subscription " + subscription, e);
  }
}
