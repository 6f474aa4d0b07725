package io.vividly.gcpai;

import io.vividly.core.model.Usage;
import io.vividly.core.port.StageContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a stage tells. */
final class Notes implements StageContext {

  final List<Usage> usages = new CopyOnWriteArrayList<>();
  final List<ProviderCall> calls = new CopyOnWriteArrayList<>();

  @Override
  public void used(Usage usage) {
    usages.add(usage);
  }

  @Override
  public void called(ProviderCall call) {
    calls.add(call);
  }

  @Override
  public void fellBack(String from, String to, String problem) {
    throw new AssertionError("an adapter has nobody to fall back to");
  }

  long quantity(Usage.Unit unit) {
    return usages.stream()
        .filter(usage -> usage.unit() == unit)
        .mapToLong(usage -> usage.quantity().longValueExact())
        .sum();
  }

  BigDecimal quantity() {
    return usages.stream().map(Usage::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
