package io.vividly.testkit;

import io.vividly.core.model.Answer;
import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.LeaseLostException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A catalogue for tests. It forgets everything with the process. */
public final class InMemoryContentCatalog implements ContentCatalog {

  private final InMemoryRequestStore requests;
  private final Map<AnswerKey, Entry> entries = new HashMap<>();

  /**
   * @param requests whose leases the reservations hang on
   */
  public InMemoryContentCatalog(InMemoryRequestStore requests) {
    this.requests = requests;
  }

  @Override
  public synchronized Reservation reserve(Claim claim, AnswerKey key) {
    requireHeld(claim);
    Entry entry = entries.get(key);
    if (entry != null && entry.answer() != null) {
      return new Reservation.Available(entry.answer(), entry.by());
    }
    if (entry != null && !entry.isOf(claim) && requests.isAtWork(entry.claim())) {
      return new Reservation.InTheMaking(entry.by());
    }
    entries.put(key, new Entry(claim, null));
    return new Reservation.Reserved();
  }

  @Override
  public synchronized void offer(Claim claim, AnswerKey key, Answer answer) {
    requireHeld(claim);
    Entry entry = entries.get(key);
    if (entry == null || entry.answer() == null || entry.isOf(claim)) {
      entries.put(key, new Entry(claim, answer));
    }
  }

  @Override
  public synchronized void withdraw(AnswerKey key, RequestId madeBy) {
    entries.computeIfPresent(
        key, (k, entry) -> entry.answer() != null && entry.by().equals(madeBy) ? null : entry);
  }

  private void requireHeld(Claim claim) {
    if (!requests.isHeldBy(claim)) {
      throw new LeaseLostException(claim);
    }
  }

  /**
   * @param claim of whoever made the answer, or reserved it
   */
  private record Entry(Claim claim, @Nullable Answer answer) {

    RequestId by() {
      return claim.requestId();
    }

    boolean isOf(Claim other) {
      return by().equals(other.requestId());
    }
  }
}
