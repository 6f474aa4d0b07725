package io.vividly.app;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDetails;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.postgres.PostgresStorage;
import io.vividly.pubsub.PubSubDeadLetters;
import io.vividly.pubsub.PubSubException;
import io.vividly.pubsub.PubSubPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the dead-letter subscription as an operator sees them, and their way back to the
 * topic. One is acknowledged only when the topic has confirmed it: whatever fails or dies in
 * between, it stays in the subscription, and is at worst delivered twice and done once.
 */
final class DeadLetters {

  /** What Pub/Sub adds to a message that it forwards. */
  private static final String SOURCE = "CloudPubSubDeadLetterSource";

  private final PubSubDeadLetters subscription;
  private final RequestDesk desk;
  private final JsonRequestDecoder decoder = new JsonRequestDecoder();

  DeadLetters(PubSubDeadLetters subscription, PostgresStorage storage) {
    this.subscription = subscription;
    this.desk = storage.requestDesk();
  }

  /** Pulls until so many are there, or nothing comes any more. */
  List<Delivery> pull(int atMost) {
    List<Delivery> all = new ArrayList<>();
    List<Delivery> some;
    do {
      some = subscription.pull(atMost - all.size());
      all.addAll(some);
    } while (!some.isEmpty() && all.size() < atMost);
    return all;
  }

  /** Pulls until a message comes. */
  Optional<Delivery> find(String messageId) {
    List<Delivery> some;
    do {
      some = subscription.pull(Integer.MAX_VALUE);
      for (Delivery letter : some) {
        if (letter.messageId().equals(messageId)) {
          return Optional.of(letter);
        }
      }
    } while (!some.isEmpty());
    return Optional.empty();
  }

  /** Pulls some that were not pulled yet; empty when nothing comes any more. */
  List<Delivery> more() {
    return subscription.pull(Integer.MAX_VALUE);
  }

  /** Publishes a message again and acknowledges it; returns why not, empty if it did. */
  Optional<String> replay(Delivery letter, Replay replay, PubSubPublisher topic) {
    Optional<String> problem =
        replay.delivery(letter, request -> topic.publish(letter.body(), attributesOf(letter)));
    if (problem.isPresent()) {
      return problem;
    }
    try {
      subscription.acknowledge(letter.messageId());
      return Optional.empty();
    } catch (PubSubException e) {
      return Optional.of("published again, but it stays here too. " + e.getMessage());
    }
  }

  /** One line each, tabs between; not what is in them. */
  String list(List<Delivery> letters) {
    if (letters.isEmpty()) {
      return "No dead letter came.\n";
    }
    StringBuilder text =
        new StringBuilder("message\tdeliveries\tsubscription\tpublished\trequest\tstatus\twhy\n");
    for (Delivery letter : letters) {
      Story story = storyOf(letter);
      text.append(RejectedMessageText.line(letter.messageId())).append('\t');
      text.append(RejectedMessageText.orDash(source(letter, "DeliveryCount"))).append('\t');
      text.append(RejectedMessageText.orDash(source(letter, "Subscription"))).append('\t');
      text.append(RejectedMessageText.orDash(letter.publishedAt())).append('\t');
      text.append(RejectedMessageText.orDash(story.request())).append('\t');
      text.append(RejectedMessageText.orDash(story.status())).append('\t');
      text.append(RejectedMessageText.line(story.why())).append('\n');
    }
    return text.toString();
  }

  /** All of it. */
  String show(Delivery letter) {
    Story story = storyOf(letter);
    StringBuilder text = new StringBuilder();
    RejectedMessageText.add(text, "message", letter.messageId());
    RejectedMessageText.add(text, "published", letter.publishedAt());
    RejectedMessageText.add(text, "request", story.request());
    RejectedMessageText.add(text, "status", story.status());
    RejectedMessageText.add(text, "why", story.why());
    new TreeMap<>(letter.attributes())
        .forEach(
            (name, value) ->
                RejectedMessageText.add(
                    text, "attribute " + RejectedMessageText.line(name), value));
    RejectedMessageText.add(text, "body", letter.body().length + " bytes");
    return text.append(RejectedMessageText.body(letter.body())).append('\n').toString();
  }

  private Story storyOf(Delivery letter) {
    ContentRequest request;
    try {
      request = decoder.decode(letter);
    } catch (InvalidMessageException e) {
      return new Story(null, null, RejectedMessageText.problem(e));
    }
    String id = request.id().toString();
    Optional<RequestDetails> row = desk.find(request.id());
    if (row.isEmpty()) {
      return new Story(id, null, "there is no row: nobody claimed it");
    }
    String status = row.get().summary().status().wireName();
    return row.get().outcome() instanceof Outcome.Failed failed
        ? new Story(id, status, failed.failure().message())
        : new Story(id, status, "each delivery was answered with an error, or not in time");
  }

  private static @Nullable String source(Delivery letter, String what) {
    return letter.attributes().get(SOURCE + what);
  }

  /** As it was published first. */
  private static Map<String, String> attributesOf(Delivery letter) {
    return letter.attributes().entrySet().stream()
        .filter(attribute -> !attribute.getKey().startsWith(SOURCE))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * What is known of a message.
   *
   * @param request null if it is not valid
   * @param status of the request's row, if there is one
   */
  private record Story(@Nullable String request, @Nullable String status, String why) {}
}
