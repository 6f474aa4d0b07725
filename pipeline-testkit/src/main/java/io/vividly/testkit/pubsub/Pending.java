package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message of a subscription that is not acknowledged yet. Guarded by the subscription's lock. */
final class Pending {

  private final PubsubMessage message;
  private final int size;
  private final long number;
  private long position;
  private int failures;
  private Instant time = Instant.MIN;
  private @Nullable String ackId;
  private @Nullable Holder holder;
  private boolean acknowledged;

  /**
   * @param number counts the messages of the subscription
   */
  Pending(PubsubMessage message, long number) {
    this.message = message;
    this.size = message.getSerializedSize();
    this.number = number;
    this.position = number;
  }

  PubsubMessage message() {
    return message;
  }

  int size() {
    return size;
  }

  long number() {
    return number;
  }

  /** Its place among those that wait. */
  long position() {
    return position;
  }

  void moveTo(long newPosition) {
    position = newPosition;
  }

  int failures() {
    return failures;
  }

  void countFailure() {
    failures++;
  }

  /** When its lease runs out, or when its backoff is over. */
  Instant time() {
    return time;
  }

  void setTime(Instant newTime) {
    time = newTime;
  }

  @Nullable String ackId() {
    return ackId;
  }

  boolean isHeldBy(Holder somebody) {
    return holder == somebody;
  }

  void lease(Holder newHolder, String newAckId, Instant deadline) {
    newHolder.take(size);
    holder = newHolder;
    ackId = newAckId;
    time = deadline;
  }

  /** Acknowledged before its turn; it takes no room of its holder any more. */
  boolean isAcknowledged() {
    return acknowledged;
  }

  void acknowledge() {
    if (holder != null && !acknowledged) {
      holder.release(size);
    }
    acknowledged = true;
  }

  void release() {
    if (holder != null && !acknowledged) {
      holder.release(size);
    }
    acknowledged = false;
    holder = null;
    ackId = null;
  }
}
