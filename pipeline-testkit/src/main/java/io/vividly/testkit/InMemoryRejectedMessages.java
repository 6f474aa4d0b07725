package io.vividly.testkit;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RejectedMessages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rejected messages for tests. It forgets everything with the process. */
public final class InMemoryRejectedMessages implements RejectedMessages {

  private final Map<String, Kept> byMessageId = new LinkedHashMap<>();

  @Override
  public synchronized void keep(Delivery delivery, InvalidMessageException problem) {
    byMessageId.merge(
        delivery.messageId(),
        new Kept(delivery, problem, 1),
        (before, now) -> new Kept(before.delivery(), now.problem(), before.timesSeen() + 1));
  }

  /** Everything that was kept, in the order in which it first came. */
  public synchronized List<Kept> all() {
    return List.copyOf(byMessageId.values());
  }

  /**
   * A kept message.
   *
   * @param delivery the first
   * @param problem the newest
   * @param timesSeen from 1
   */
  public record Kept(Delivery delivery, InvalidMessageException problem, int timesSeen) {}
}
