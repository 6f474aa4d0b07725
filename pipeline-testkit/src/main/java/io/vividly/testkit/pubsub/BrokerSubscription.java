package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A subscription: its configuration, its backlog and those who take messages from it. Safe for use
 * by many threads; it calls others without holding its lock.
 */
final class BrokerSubscription {

  private final Timeline timeline;
  private final DeadLetterOffice deadLetters;
  private final Backlog backlog;
  private final List<Consumer> consumers = new ArrayList<>();
  private Subscription config;
  private @Nullable StatusRuntimeException ended;
  private @Nullable Instant wakeAt;
  private Timeline.@Nullable Alarm alarm;

  BrokerSubscription(Subscription config, Timeline timeline, DeadLetterOffice deadLetters) {
    this.config = config;
    this.timeline = timeline;
    this.deadLetters = deadLetters;
    this.backlog = new Backlog(policy(config));
  }

  synchronized Subscription config() {
    return config;
  }

  void configure(Subscription newConfig) {
    DeliveryPolicy policy = policy(newConfig);
    synchronized (this) {
      config = newConfig;
      backlog.setPolicy(policy);
    }
    wakeConsumers();
  }

  /** How many messages are not acknowledged yet. */
  synchronized int size() {
    return backlog.size();
  }

  void publish(List<PubsubMessage> messages) {
    synchronized (this) {
      if (ended != null) {
        return;
      }
      messages.forEach(backlog::add);
    }
    wakeConsumers();
  }

  /** Leases what there is; an empty list when there is nothing. */
  synchronized List<Lease> take(Holder holder, int max, Duration deadline) {
    List<Lease> leases = backlog.take(holder, max, timeline.now().plus(deadline));
    schedule();
    return leases;
  }

  Settlement acknowledge(List<String> ackIds) {
    return settle(ackIds, backlog::acknowledge);
  }

  /** Gives leases more time from now on; none at all hands the messages back. */
  Settlement modify(List<String> ackIds, Duration deadline) {
    return settle(
        ackIds,
        id ->
            deadline.isZero()
                ? backlog.fail(id, timeline.now())
                : backlog.extend(id, timeline.now().plus(deadline)));
  }

  /** Tells a consumer of messages from now on, and of those that are there. */
  void join(Consumer consumer) {
    StatusRuntimeException over;
    synchronized (this) {
      over = ended;
      consumers.add(consumer);
    }
    if (over == null) {
      consumer.wake();
    } else {
      consumer.end(over);
    }
  }

  synchronized void leave(Consumer consumer) {
    consumers.remove(consumer);
  }

  /** Breaks the connections of the clients; they may come again. */
  void disconnect(StatusRuntimeException reason) {
    end(reason, Consumer::isConnection);
  }

  /** The subscription is no more. */
  void end(StatusRuntimeException reason) {
    synchronized (this) {
      ended = reason;
      if (alarm != null) {
        alarm.cancel();
      }
    }
    end(reason, all -> true);
  }

  private void end(StatusRuntimeException reason, Predicate<Consumer> which) {
    List<Consumer> leaving;
    synchronized (this) {
      leaving = consumers.stream().filter(which).toList();
      consumers.removeAll(leaving);
    }
    leaving.forEach(consumer -> consumer.end(reason));
  }

  private Settlement settle(List<String> ackIds, Predicate<String> change) {
    List<String> valid = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    synchronized (this) {
      backlog.passTo(timeline.now());
      ackIds.forEach(id -> (change.test(id) ? valid : invalid).add(id));
      schedule();
    }
    forwardDeadLetters();
    wakeConsumers();
    return new Settlement(valid, invalid);
  }

  private void timePassed() {
    synchronized (this) {
      wakeAt = null;
      backlog.passTo(timeline.now());
      schedule();
    }
    forwardDeadLetters();
    wakeConsumers();
  }

  /** Has the time watched for the next lease or backoff that runs out. */
  private void schedule() {
    Optional<Instant> next = backlog.nextChange();
    boolean watched = wakeAt != null && next.isPresent() && !wakeAt.isAfter(next.get());
    if (watched || next.isEmpty() || ended != null) {
      return;
    }
    if (alarm != null) {
      alarm.cancel();
    }
    wakeAt = next.get();
    alarm = timeline.at(wakeAt, this::timePassed);
  }

  private void forwardDeadLetters() {
    List<Backlog.DeadLetter> dead;
    Subscription source;
    synchronized (this) {
      dead = backlog.takeDead();
      source = config;
    }
    dead.forEach(letter -> deadLetters.forward(source, letter));
  }

  private void wakeConsumers() {
    List<Consumer> all;
    synchronized (this) {
      if (consumers.size() > 1) {
        // Another one is asked first every time.
        consumers.add(consumers.remove(0));
      }
      all = List.copyOf(consumers);
    }
    all.forEach(Consumer::wake);
  }

  private DeliveryPolicy policy(Subscription from) {
    boolean forwards = from.hasDeadLetterPolicy() && deadLetters.isOpen(from);
    RetryPolicy retry = from.getRetryPolicy();
    return new DeliveryPolicy(
        from.getEnableMessageOrdering(),
        forwards ? from.getDeadLetterPolicy().getMaxDeliveryAttempts() : 0,
        duration(retry.getMinimumBackoff()),
        duration(retry.getMaximumBackoff()));
  }

  private static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
