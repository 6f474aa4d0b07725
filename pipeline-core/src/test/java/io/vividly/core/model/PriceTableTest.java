package io.vividly.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.PriceTable.Price;
import io.vividly.core.model.Usage.Unit;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceTableTest {

  private final PriceTable table =
      new PriceTable(
          List.of(
              price("en-US-Neural2-F", "5"),
              price("*-Neural2-*", "4"),
              price("v1.*", "3"),
              price("plain", "2")));

  @Test
  void aStarStandsForAnythingAndTheFirstThatFitsDecides() {
    assertThat(cost("en-US-Neural2-F")).isEqualTo("5");
    assertThat(cost("en-GB-Neural2-A")).isEqualTo("4");
    assertThat(cost("plain")).isEqualTo("2");
  }

  @Test
  void everythingElseStandsForItself() {
    assertThat(cost("v1.2")).isEqualTo("3");
    assertThat(cost("v112")).isEqualTo("unknown");
    assertThat(cost("plain-ish")).isEqualTo("unknown");
    assertThat(cost("Neural2")).isEqualTo("unknown");
  }

  private String cost(String model) {
    return table
        .cost(Usage.of("acme", model, Unit.CHARACTERS, 1))
        .map(BigDecimal::toPlainString)
        .orElse("unknown");
  }

  private static Price price(String model, String dollars) {
    return new Price("acme", model, Unit.CHARACTERS, new BigDecimal(dollars));
  }
}
