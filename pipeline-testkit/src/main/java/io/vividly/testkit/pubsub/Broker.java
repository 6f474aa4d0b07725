package io.vividly.testkit.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** All topics and subscriptions. Safe for use by many threads. */
final class Broker implements DeadLetterOffice {

  private static final String DELETED_TOPIC = "_deleted-topic_";

  private final Timeline timeline;
  private final Pusher pusher;
  private final Map<String, BrokerTopic> topics = new TreeMap<>();
  private final Map<String, BrokerSubscription> subscriptions = new TreeMap<>();
  private final Map<String, PushLoop> pushes = new HashMap<>();
  private final AtomicLong messageIds = new AtomicLong();

  Broker(Timeline timeline, Pusher pusher) {
    this.timeline = timeline;
    this.pusher = pusher;
  }

  synchronized void create(Topic topic) {
    ResourceNames.checkTopic(topic.getName());
    if (topics.containsKey(topic.getName())) {
      throw Rejection.alreadyExists(ResourceNames.id(topic.getName()));
    }
    topics.put(topic.getName(), new BrokerTopic(topic));
  }

  synchronized BrokerTopic topic(String name) {
    ResourceNames.checkTopic(name);
    BrokerTopic topic = topics.get(name);
    if (topic == null) {
      throw Rejection.notFound(ResourceNames.id(name));
    }
    return topic;
  }

  synchronized List<Topic> topics(Predicate<Topic> which) {
    return topics.values().stream().map(BrokerTopic::config).filter(which).toList();
  }

  /** Its subscriptions stay, and keep what they have. */
  void deleteTopic(String name) {
    BrokerTopic topic;
    synchronized (this) {
      topic = topic(name);
      topics.remove(name);
    }
    for (BrokerSubscription one : topic.subscriptions()) {
      one.configure(one.config().toBuilder().setTopic(DELETED_TOPIC).build());
    }
    // It may have been somebody's dead-letter topic.
    subscriptions().forEach(one -> one.configure(one.config()));
  }

  /** Publishes messages and gives the ids of them, in order. */
  List<String> publish(String topicName, List<PubsubMessage> messages) {
    BrokerTopic topic = topic(topicName);
    Timestamp time = timestamp(timeline.now().truncatedTo(ChronoUnit.MILLIS));
    List<PubsubMessage> stamped = new ArrayList<>();
    for (PubsubMessage message : messages) {
      String id = Long.toString(messageIds.incrementAndGet());
      stamped.add(message.toBuilder().setMessageId(id).setPublishTime(time).build());
    }
    topic.publish(stamped);
    return stamped.stream().map(PubsubMessage::getMessageId).toList();
  }

  synchronized BrokerSubscription create(Subscription wanted) {
    Subscription config = SubscriptionChecks.checked(wanted);
    if (subscriptions.containsKey(config.getName())) {
      throw Rejection.alreadyExists(ResourceNames.id(config.getName()));
    }
    BrokerTopic topic = topic(config.getTopic());
    checkDeadLetterTopic(config);
    BrokerSubscription subscription = new BrokerSubscription(config, timeline, this);
    topic.add(subscription);
    subscriptions.put(config.getName(), subscription);
    PushLoop push = new PushLoop(subscription, timeline, pusher);
    pushes.put(config.getName(), push);
    subscription.join(push);
    return subscription;
  }

  synchronized BrokerSubscription subscription(String name) {
    ResourceNames.checkSubscription(name);
    BrokerSubscription subscription = subscriptions.get(name);
    if (subscription == null) {
      throw Rejection.notFound(ResourceNames.id(name));
    }
    return subscription;
  }

  /** What pushes for a subscription, if it pushes. */
  synchronized PushLoop push(String subscription) {
    subscription(subscription);
    return Objects.requireNonNull(pushes.get(subscription));
  }

  synchronized List<BrokerSubscription> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  void configure(BrokerSubscription subscription, Subscription wanted) {
    SubscriptionChecks.checkChange(subscription.config(), wanted);
    Subscription config = SubscriptionChecks.checked(wanted);
    checkDeadLetterTopic(config);
    subscription.configure(config);
  }

  void deleteSubscription(String name) {
    BrokerSubscription subscription = subscription(name);
    synchronized (this) {
      subscriptions.remove(name);
      pushes.remove(name);
      topics.values().forEach(topic -> topic.remove(subscription));
    }
    subscription.end(Rejection.notFound(ResourceNames.id(name)));
  }

  @Override
  public synchronized boolean isOpen(Subscription source) {
    return topics.containsKey(source.getDeadLetterPolicy().getDeadLetterTopic());
  }

  @Override
  public void forward(Subscription source, Backlog.DeadLetter letter) {
    PubsubMessage message = letter.message();
    PubsubMessage forwarded =
        PubsubMessage.newBuilder()
            .setData(message.getData())
            .setOrderingKey(message.getOrderingKey())
            .putAllAttributes(message.getAttributesMap())
            .putAllAttributes(DeadLetterAttributes.of(source, letter))
            .build();
    publish(source.getDeadLetterPolicy().getDeadLetterTopic(), List.of(forwarded));
  }

  /** Ends everything that is under way. */
  void close() {
    subscriptions().forEach(one -> one.end(Rejection.unavailable("The server was closed.")));
  }

  private void checkDeadLetterTopic(Subscription config) {
    if (config.hasDeadLetterPolicy()) {
      topic(config.getDeadLetterPolicy().getDeadLetterTopic());
    }
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
