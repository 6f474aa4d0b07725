package io.vividly.core.model;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What providers charge, in US dollars. */
public record PriceTable(List<Price> prices) {

  public PriceTable {
    prices = List.copyOf(prices);
  }

  /** Knows no price. */
  public static PriceTable empty() {
    return new PriceTable(List.of());
  }

  /** What something costs; empty if the table does not say. */
  public Optional<BigDecimal> cost(Usage usage) {
    return prices.stream()
        .filter(price -> price.isFor(usage))
        .findFirst()
        .map(price -> price.perUnit().multiply(usage.quantity()));
  }

  /**
   * A price.
   *
   * @param model a model's name, in which a {@code *} stands for anything: {@code *-Neural2-*} are
   *     the voices of a family, {@code *} is every model of the provider. The first line of the
   *     table that fits decides
   * @param perUnit in US dollars
   */
  public record Price(String provider, String model, Usage.Unit unit, BigDecimal perUnit) {

    /** Stands for every model. */
    public static final String ANY_MODEL = "*";

    public Price {
      Require.text(provider, "provider of a price");
      Require.text(model, "model of a price");
      Require.that(perUnit.signum() >= 0, "a price must not be negative: " + perUnit);
    }

    boolean isFor(Usage usage) {
      return provider.equals(usage.provider()) && unit == usage.unit() && names(usage.model());
    }

    private boolean names(String used) {
      String pattern =
          Arrays.stream(model.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return Pattern.matches(pattern, used);
    }
  }
}
