package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import java.util.ArrayList;
import java.util.List;

/** A topic and the subscriptions that get its messages. Safe for use by many threads. */
final class BrokerTopic {

  private final List<BrokerSubscription> subscriptions = new ArrayList<>();
  private Topic config;

  BrokerTopic(Topic config) {
    this.config = config;
  }

  synchronized Topic config() {
    return config;
  }

  synchronized void configure(Topic newConfig) {
    config = newConfig;
  }

  synchronized void add(BrokerSubscription subscription) {
    subscriptions.add(subscription);
  }

  synchronized void remove(BrokerSubscription subscription) {
    subscriptions.remove(subscription);
  }

  synchronized List<BrokerSubscription> subscriptions() {
    return List.copyOf(subscriptions);
  }

  void publish(List<PubsubMessage> messages) {
    subscriptions().forEach(subscription -> subscription.publish(messages));
  }
}
