package io.vividly.testkit;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.core.port.RejectedMessages;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rejected messages for tests. It forgets everything with the process. */
public final class InMemoryRejectedMessages implements RejectedMessages, RejectedMessageArchive {

  private final Map<String, Stored> byMessageId = new LinkedHashMap<>();

  @Override
  public synchronized void keep(Delivery delivery, InvalidMessageException problem) {
    Instant now = Instant.now();
    Stored before = byMessageId.get(delivery.messageId());
    byMessageId.put(
        delivery.messageId(),
        before == null
            ? new Stored(byMessageId.size() + 1L, new Kept(delivery, problem, 1), now, now, null)
            : before.again(problem, now));
  }

  @Override
  public synchronized List<Listed> list(long after, int limit) {
    return byMessageId.values().stream()
        .filter(stored -> stored.replayedAt() == null && stored.id() > after)
        .limit(limit)
        .map(Stored::listed)
        .toList();
  }

  @Override
  public synchronized Optional<RejectedMessageArchive.Kept> find(long id) {
    return byMessageId.values().stream()
        .filter(stored -> stored.id() == id)
        .map(Stored::shown)
        .findFirst();
  }

  @Override
  public synchronized void markReplayed(long id) {
    byMessageId.replaceAll(
        (messageId, stored) -> stored.id() == id ? stored.replayed(Instant.now()) : stored);
  }

  /** Everything that was kept, in the order in which it first came. */
  public synchronized List<Kept> all() {
    return byMessageId.values().stream().map(Stored::kept).toList();
  }

  /**
   * A kept message.
   *
   * @param delivery the first
   * @param problem the newest
   * @param timesSeen from 1
   */
  public record Kept(Delivery delivery, InvalidMessageException problem, int timesSeen) {}

  private record Stored(
      long id, Kept kept, Instant firstSeenAt, Instant lastSeenAt, @Nullable Instant replayedAt) {

    Stored again(InvalidMessageException problem, Instant now) {
      Kept more = new Kept(kept.delivery(), problem, kept.timesSeen() + 1);
      return new Stored(id, more, firstSeenAt, now, null);
    }

    Stored replayed(Instant now) {
      return new Stored(id, kept, firstSeenAt, lastSeenAt, now);
    }

    Listed listed() {
      return new Listed(
          id,
          kept.delivery().messageId(),
          kept.timesSeen(),
          kept.problem().field(),
          kept.problem().problem(),
          firstSeenAt,
          lastSeenAt);
    }

    RejectedMessageArchive.Kept shown() {
      Delivery delivery = kept.delivery();
      return new RejectedMessageArchive.Kept(
          listed(),
          delivery.publishedAt(),
          delivery.attempt(),
          delivery.attributes(),
          delivery.body(),
          replayedAt);
    }
  }
}
