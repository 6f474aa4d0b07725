package io.vividly.core.port;

import io.vividly.core.model.RequestId;
import java.util.List;

/**
 * The log of what happened to each request, for those who follow it live, in any process. Safe for
 * use by many threads.
 *
 * <p>It is a courtesy to people who wait: events appear within a moment, those of one process in
 * the order in which they happened; some may be missing. What counts is the request itself.
 *
 * <p>A store that cannot be reached throws {@link TransientFailureException}.
 */
public interface RequestEvents {

  /**
   * The events of a request after a place in its log, oldest first. Blocks for about a round trip.
   *
   * @param sequence of the last event that is known already; 0 for all
   * @param limit the most events to give
   */
  List<RequestEvent> after(RequestId id, long sequence, int limit);

  /**
   * Calls the given action, on a thread of the store, when there are new events or the request has
   * changed. The terms are those of {@link RequestStore#watch}.
   */
  Watch watch(RequestId id, Runnable action);
}
