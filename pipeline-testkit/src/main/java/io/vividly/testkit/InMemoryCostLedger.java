package io.vividly.testkit;

import io.vividly.core.model.Charge;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.CostLedger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A ledger for tests. It forgets everything with the process. */
public final class InMemoryCostLedger implements CostLedger {

  private final Map<UUID, Charge> entries = new LinkedHashMap<>();

  @Override
  public synchronized void record(List<Charge> charges) {
    charges.forEach(charge -> entries.putIfAbsent(charge.id(), charge));
  }

  @Override
  public synchronized List<Charge> of(RequestId id) {
    return entries.values().stream().filter(charge -> charge.requestId().equals(id)).toList();
  }
}
