package io.vividly.testkit.pubsub;

/**
 * Somebody who holds leases of one subscription, a stream for example, and how many it may hold.
 * Guarded by the lock of the subscription.
 */
final class Holder {

  private final long maxMessages;
  private final long maxBytes;
  private long messages;
  private long bytes;

  /** Limits that are not positive are none. */
  Holder(long maxMessages, long maxBytes) {
    this.maxMessages = maxMessages > 0 ? maxMessages : Long.MAX_VALUE;
    this.maxBytes = maxBytes > 0 ? maxBytes : Long.MAX_VALUE;
  }

  boolean hasRoom() {
    return messages < maxMessages && bytes < maxBytes;
  }

  void take(int size) {
    messages++;
    bytes += size;
  }

  void release(int size) {
    messages--;
    bytes -= size;
  }
}
