package io.vividly.gcpai;

import io.vividly.core.model.PriceTable;
import io.vividly.core.model.Usage;
import io.vividly.core.port.StageContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a stage tells. */
final class Ledger implements StageContext {

  private final List<Usage> usages = new ArrayList<>();
  private final List<ProviderCall> calls = new ArrayList<>();

  @Override
  public synchronized void used(Usage usage) {
    usages.add(usage);
  }

  @Override
  public synchronized void called(ProviderCall call) {
    calls.add(call);
  }

  @Override
  public void fellBack(String from, String to, String problem) {}

  synchronized List<Usage> usages() {
    return List.copyOf(usages);
  }

  synchronized List<ProviderCall> calls() {
    return List.copyOf(calls);
  }

  int tries() {
    return calls().stream().mapToInt(ProviderCall::tries).sum();
  }

  /** In US dollars. */
  BigDecimal cost(PriceTable prices) {
    return usages().stream()
        .map(usage -> prices.cost(usage).orElseThrow())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
