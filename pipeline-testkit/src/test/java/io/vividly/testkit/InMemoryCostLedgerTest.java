package io.vividly.testkit;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.port.CostLedger;

class InMemoryCostLedgerTest extends CostLedgerContract {

  private final InMemoryCostLedger ledger = new InMemoryCostLedger();

  @Override
  protected CostLedger ledger() {
    return ledger;
  }

  @Override
  protected void know(ContentRequest request) {}
}
