package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one subscription. Each of them is ready, waits for the end of its backoff or is
 * leased, until it is acknowledged or has failed too often. Not safe for use by many threads.
 *
 * <p>With ordering, a message is leased only when all earlier ones of its key are acknowledged or
 * held by the same holder; when one of them fails, the later ones come again after it, even those
 * that were acknowledged out of turn, as in Pub/Sub:
 * https://cloud.google.com/pubsub/docs/ordering#redelivery.
 */
final class Backlog {

  /** A message that failed too often. */
  record DeadLetter(PubsubMessage message, int attempts) {}

  private static final Comparator<Pending> BY_TIME =
      Comparator.comparing(Pending::time).thenComparing(Pending::number);

  private final TreeSet<Pending> ready = new TreeSet<>(Comparator.comparing(Pending::position));
  private final TreeSet<Pending> delayed = new TreeSet<>(BY_TIME);
  private final TreeSet<Pending> leased = new TreeSet<>(BY_TIME);
  private final Map<String, Pending> byAckId = new HashMap<>();
  private final Map<String, TreeSet<Pending>> byKey = new HashMap<>();
  private final Set<String> acknowledged = new HashSet<>();
  private final List<DeadLetter> dead = new ArrayList<>();
  private DeliveryPolicy policy;
  private int size;
  private long numbers;
  private long leases;

  Backlog(DeliveryPolicy policy) {
    this.policy = policy;
  }

  /** Changes what happens to messages from now on; whether they are ordered cannot change. */
  void setPolicy(DeliveryPolicy newPolicy) {
    policy = newPolicy;
  }

  /** How many messages are not acknowledged yet. */
  int size() {
    return size;
  }

  void add(PubsubMessage message) {
    Pending pending = new Pending(message, numbers++);
    if (isOrdered(pending)) {
      byKey.computeIfAbsent(message.getOrderingKey(), Backlog::inOrder).add(pending);
    }
    ready.add(pending);
    size++;
  }

  /** Leases as many messages as may be had; an empty list when there are none. */
  List<Lease> take(Holder holder, int max, Instant deadline) {
    List<Lease> taken = new ArrayList<>();
    while (taken.size() < max && holder.hasRoom()) {
      Optional<Pending> next = ready.stream().filter(one -> isNext(one, holder)).findFirst();
      if (next.isEmpty()) {
        break;
      }
      taken.add(lease(next.get(), holder, deadline));
    }
    return taken;
  }

  /**
   * Takes a message out for good.
   *
   * @return whether the lease was good, or the message had been acknowledged with it before
   */
  boolean acknowledge(String ackId) {
    Pending pending = byAckId.get(ackId);
    if (pending == null) {
      return acknowledged.contains(ackId);
    }
    acknowledged.add(ackId);
    TreeSet<Pending> sameKey = sameKey(pending);
    if (sameKey != null && sameKey.first() != pending) {
      leased.remove(pending);
      pending.acknowledge();
    } else {
      unlease(pending);
      remove(pending);
    }
    return true;
  }

  /**
   * Gives a lease more or less time.
   *
   * @return whether the lease was good
   */
  boolean extend(String ackId, Instant deadline) {
    Pending pending = byAckId.get(ackId);
    if (pending == null || pending.isAcknowledged()) {
      return acknowledged.contains(ackId);
    }
    leased.remove(pending);
    pending.setTime(deadline);
    leased.add(pending);
    return true;
  }

  /**
   * Gives a message back.
   *
   * @return whether the lease was good
   */
  boolean fail(String ackId, Instant now) {
    Pending pending = byAckId.get(ackId);
    if (pending == null || pending.isAcknowledged()) {
      return acknowledged.contains(ackId);
    }
    fail(pending, now);
    return true;
  }

  /** Lets leases and backoffs run out. */
  void passTo(Instant now) {
    while (!leased.isEmpty() && !leased.first().time().isAfter(now)) {
      fail(leased.first(), now);
    }
    while (!delayed.isEmpty() && !delayed.first().time().isAfter(now)) {
      makeReady(delayed.first());
    }
  }

  /** When the next lease or backoff runs out. */
  Optional<Instant> nextChange() {
    return Stream.of(leased, delayed)
        .filter(set -> !set.isEmpty())
        .map(set -> set.first().time())
        .min(Comparator.naturalOrder());
  }

  /** Gives the messages that failed too often since the last call. */
  List<DeadLetter> takeDead() {
    List<DeadLetter> taken = List.copyOf(dead);
    dead.clear();
    return taken;
  }

  private Lease lease(Pending pending, Holder holder, Instant deadline) {
    ready.remove(pending);
    String ackId = "ack-" + pending.message().getMessageId() + "-" + ++leases;
    pending.lease(holder, ackId, deadline);
    leased.add(pending);
    byAckId.put(ackId, pending);
    return new Lease(ackId, pending.message(), pending.failures() + 1, deadline);
  }

  private void unlease(Pending pending) {
    leased.remove(pending);
    byAckId.remove(pending.ackId());
    pending.release();
  }

  private void fail(Pending pending, Instant now) {
    unlease(pending);
    callBackAfter(pending);
    pending.countFailure();
    if (policy.isDead(pending.failures())) {
      remove(pending);
      dead.add(new DeadLetter(pending.message(), pending.failures()));
      return;
    }
    pending.setTime(now.plus(policy.backoff(pending.failures())));
    delayed.add(pending);
    if (!pending.time().isAfter(now)) {
      makeReady(pending);
    }
  }

  /** What follows in the order comes again; that is no failure of its own. */
  private void callBackAfter(Pending failed) {
    TreeSet<Pending> sameKey = sameKey(failed);
    if (sameKey == null) {
      return;
    }
    for (Pending later : sameKey.tailSet(failed, false)) {
      if (later.ackId() != null) {
        acknowledged.remove(later.ackId());
        unlease(later);
        ready.add(later);
      }
    }
  }

  private void makeReady(Pending pending) {
    delayed.remove(pending);
    if (!isOrdered(pending)) {
      // Behind the others, so that a message that always fails does not hold them up.
      pending.moveTo(numbers++);
    }
    ready.add(pending);
  }

  private boolean isNext(Pending pending, Holder holder) {
    TreeSet<Pending> sameKey = sameKey(pending);
    return sameKey == null
        || sameKey.headSet(pending, false).stream().allMatch(earlier -> earlier.isHeldBy(holder));
  }

  /** And with it those behind it that were acknowledged before their turn. */
  private void remove(Pending pending) {
    size--;
    TreeSet<Pending> sameKey = sameKey(pending);
    if (sameKey == null) {
      return;
    }
    sameKey.remove(pending);
    while (!sameKey.isEmpty() && sameKey.first().isAcknowledged()) {
      unlease(sameKey.first());
      sameKey.pollFirst();
      size--;
    }
    if (sameKey.isEmpty()) {
      byKey.remove(pending.message().getOrderingKey());
    }
  }

  private @Nullable TreeSet<Pending> sameKey(Pending pending) {
    return isOrdered(pending) ? byKey.get(pending.message().getOrderingKey()) : null;
  }

  private boolean isOrdered(Pending pending) {
    return policy.ordered() && !pending.message().getOrderingKey().isEmpty();
  }

  private static TreeSet<Pending> inOrder(String key) {
    return new TreeSet<>(Comparator.comparing(Pending::number));
  }
}
