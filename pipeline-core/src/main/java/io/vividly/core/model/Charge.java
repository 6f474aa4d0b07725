package io.vividly.core.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a request's ledger: what was used, by which work, and what it cost.
 *
 * @param id of the entry, so that writing it again is harmless
 * @param attempt which attempt at the request did the work, from 1
 * @param cost in US dollars; null where the table of prices has none for this
 */
public record Charge(
    UUID id,
    RequestId requestId,
    StageKey stage,
    int attempt,
    Usage usage,
    @Nullable BigDecimal cost,
    Instant at) {

  public Charge {
    Require.that(attempt >= 1, "attempts start at 1");
    Require.that(cost == null || cost.signum() >= 0, "cost must not be negative: " + cost);
  }
}
