package io.vividly.core.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a person looks at what {@link RejectedMessages} kept, and notes what was replayed. Safe for
 * use by many threads and processes; every method blocks for about a round trip to the store.
 *
 * <p>A store that cannot be reached throws {@link TransientFailureException}.
 */
public interface RejectedMessageArchive {

  /**
   * Messages that wait for a person, in the order in which they first came. One that was replayed
   * does not wait, unless it came again since.
   *
   * @param after the id after which to begin; 0 for the first
   * @param limit the most messages to give
   */
  List<Listed> list(long after, int limit);

  /** A message, replayed or not; empty if there is none. */
  Optional<Kept> find(long id);

  /** Notes, durably, that a message was replayed. Does nothing if there is none. */
  void markReplayed(long id);

  /**
   * A message without what is in it.
   *
   * @param id given by the store, from 1
   * @param timesSeen from 1
   * @param field at fault when it came last, if it was one
   * @param problem why it was rejected when it came last
   */
  record Listed(
      long id,
      String messageId,
      int timesSeen,
      @Nullable String field,
      String problem,
      Instant firstSeenAt,
      Instant lastSeenAt) {}

  /**
   * A message with all that is known of it.
   *
   * @param attempt Pub/Sub's count when it came last, if the subscription counts
   * @param body as it arrived; not copied, must not be changed
   * @param replayedAt null if it was not, or came again since
   */
  record Kept(
      Listed listed,
      @Nullable Instant publishedAt,
      @Nullable Integer attempt,
      Map<String, String> attributes,
      byte[] body,
      @Nullable Instant replayedAt) {
    public Kept {
      attributes = Map.copyOf(attributes);
    }

    /** Leaves out the body and the attributes, so that it can be logged. */
    @Override
    public String toString() {
      return "Kept[id=" + listed.id() + ", bytes=" + body.length + "]";
    }
  }
}
