package io.vividly.core.port;

import io.vividly.core.model.Charge;
import io.vividly.core.model.RequestId;
import java.util.List;

/**
 * Keeps what the work on each request cost. Safe for use by many threads and processes; every
 * method blocks for about a round trip to the store.
 *
 * <p>It takes entries of whoever did the work, also of a process that lost its lease meanwhile:
 * money that was spent is spent. Entries are never changed.
 */
public interface CostLedger {

  /**
   * Adds entries, all or none; one that is there already is not added again. They are there for
   * others when this returns, and last at the latest when the next checkpoint does that is stored
   * after them.
   *
   * @param charges may be empty
   * @throws TransientFailureException if the store cannot be reached
   */
  void record(List<Charge> charges);

  /**
   * What a request has cost so far, in the order in which it was recorded.
   *
   * @throws TransientFailureException if the store cannot be reached
   */
  List<Charge> of(RequestId id);

  /** Keeps nothing. */
  static CostLedger none() {
    return NoLedger.INSTANCE;
  }
}
