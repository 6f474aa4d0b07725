package io.vividly.core.port;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where a request waits to be published. A request and its entry are written in one transaction, so
 * that neither is ever there without the other. Safe for use by many threads and processes.
 *
 * <p>A store that cannot be reached throws {@link TransientFailureException}.
 */
public interface Outbox {

  /** Adds the request and its outbox entry, durably, in one transaction, before it returns. */
  void submit(ContentRequest request);

  /**
   * Adds an outbox entry for the request even if it had one before, and the request itself if it is
   * not there, durably, in one transaction, before it returns.
   */
  void resubmit(ContentRequest request);

  /**
   * Adds an outbox entry, durably, for a request that is there, as it was asked.
   *
   * @return whether there is one of which it is known what it asks
   */
  boolean resubmit(RequestId id);

  /**
   * Takes entries that are due, oldest first, and hides them from other callers for a while. An
   * entry that is neither settled nor given back by then is due again.
   *
   * @param limit the most entries to take
   * @param hold how long they stay hidden
   */
  List<Entry> take(int limit, Duration hold);

  /**
   * Keeps taken entries hidden for the given time from now. Passes over those that are not the
   * caller's any more, because their time had run out and somebody else took them.
   */
  void extend(List<Entry> entries, Duration hold);

  /** Marks an entry as published. */
  void published(Entry entry);

  /** Gives an entry back, due again after a while. */
  void retry(Entry entry, Duration after, String reason);

  /** Sets an entry aside for a person; it is never due again. */
  void deadLetter(Entry entry, String reason);

  /**
   * Adds an entry for each request that has not ended, that nobody has worked on for so long, and
   * of which no message is waiting here or was published within that time.
   *
   * @param limit the most requests to take up
   * @return whose entries were added
   */
  List<RequestId> requeue(Duration idle, int limit);

  /**
   * Calls the given action, on a thread of the outbox, when there may be a new entry. That is a
   * courtesy that saves time, with the restrictions of {@link RequestStore#watch}.
   */
  Watch watch(Runnable action);

  /**
   * A message to publish.
   *
   * @param id of the entry, and of the message that is made of it
   * @param body of the message; not copied, must not be changed
   * @param attempt from 1: how often it was taken
   */
  record Entry(
      long id,
      RequestId requestId,
      Map<String, String> attributes,
      byte[] body,
      Instant createdAt,
      int attempt) {
    public Entry {
      attributes = Map.copyOf(attributes);
    }

    /** Leaves out the body and the attributes, so that it can be logged. */
    @Override
    public String toString() {
      return "Entry[id=" + id + ", requestId=" + requestId + ", attempt=" + attempt + "]";
    }
  }
}
