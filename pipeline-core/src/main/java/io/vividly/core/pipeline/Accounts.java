package io.vividly.core.pipeline;

import io.vividly.core.model.Charge;
import io.vividly.core.model.PriceTable;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.port.Claim;
import io.vividly.core.port.CostLedger;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.UsageCharged;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Prices what stages use, and enters it into the ledger. */
final class Accounts {

  private final CostLedger ledger;
  private final PriceTable prices;
  private final Patience patience;
  private final EventSink events;

  Accounts(CostLedger ledger, PriceTable prices, Patience patience, EventSink events) {
    this.ledger = ledger;
    this.prices = prices;
    this.patience = patience;
    this.events = events;
  }

  StageAccount open(Claim claim, StageKey key) {
    return new StageAccount(this, claim, key);
  }

  Instant emit(Function<Instant, PipelineEvent> event) {
    return events.emit(event);
  }

  Charge charge(Claim claim, StageKey key, Usage usage) {
    return new Charge(
        UUID.randomUUID(),
        claim.requestId(),
        key,
        claim.attempt(),
        usage,
        prices.cost(usage).orElse(null),
        events.now());
  }

  void enter(List<Charge> charges) {
    if (charges.isEmpty()) {
      return;
    }
    patience.run(() -> ledger.record(charges));
    for (Charge charge : charges) {
      events.emit(at -> new UsageCharged(at, charge.requestId(), charge));
    }
  }
}
