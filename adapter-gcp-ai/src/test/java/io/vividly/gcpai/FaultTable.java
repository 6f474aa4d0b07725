package io.vividly.gcpai;

import io.vividly.core.model.PriceTable;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What comes of each fault of a provider in each adapter: once, and for as long as the adapter
 * tries.
 *
 * <p>An adapter is added in a line: {@code table.add("Gemini script",
 * List.of(GeminiFault.values()), onGemini(server, context -> writer.write(brief, context)))}.
 */
final class FaultTable {

  private final PriceTable prices;
  private final List<Row> rows = new ArrayList<>();

  FaultTable(PriceTable prices) {
    this.prices = prices;
  }

  /** Arranges a fault and calls an adapter. */
  @FunctionalInterface
  interface Struck<F> {
    /**
     * @param always whether it strikes every call of the provider, or the next one alone
     */
    void call(F fault, boolean always, StageContext context);
  }

  /**
   * @param tries calls of the provider as the adapter counts them
   * @param cost in US dollars
   * @param message for operators; empty if all went well
   */
  record Row(
      String adapter,
      String fault,
      boolean always,
      Outcome outcome,
      int tries,
      Duration took,
      BigDecimal cost,
      String message) {}

  enum Outcome {
    RESULT,
    TRANSIENT,
    PERMANENT,
    BLOCKED
  }

  static Struck<GeminiFault> onGemini(GeminiServer server, Consumer<StageContext> call) {
    return (fault, always, context) -> {
      server.faults().heal();
      if (always) {
        server.faults().strikeAlways(fault);
      } else {
        server.faults().strikeNext(fault);
      }
      call.accept(context);
    };
  }

  /** Calls the adapter with each fault, once and always. Unexpected exceptions get through. */
  <F> FaultTable add(String adapter, Collection<F> faults, Struck<F> struck) {
    for (F fault : faults) {
      rows.add(row(adapter, fault, false, struck));
      rows.add(row(adapter, fault, true, struck));
    }
    return this;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("What comes of each fault:\n");
    text.append(line("adapter", "fault", "struck", "outcome", "tries", "time", "cost", "message"));
    for (Row row : rows) {
      text.append(
          line(
              row.adapter(),
              row.fault(),
              row.always() ? "always" : "once",
              row.outcome().name().toLowerCase(Locale.ROOT),
              Integer.toString(row.tries()),
              row.took().toMillis() + " ms",
              "$" + row.cost().stripTrailingZeros().toPlainString(),
              row.message()));
    }
    return text.toString();
  }

  private <F> Row row(String adapter, F fault, boolean always, Struck<F> struck) {
    Ledger ledger = new Ledger();
    Outcome outcome = Outcome.RESULT;
    String message = "";
    long start = System.nanoTime();
    try {
      struck.call(fault, always, ledger);
    } catch (TransientFailureException e) {
      outcome = Outcome.TRANSIENT;
      message = String.valueOf(e.getMessage());
    } catch (PermanentFailureException e) {
      outcome = Outcome.PERMANENT;
      message = String.valueOf(e.getMessage());
    } catch (ContentBlockedException e) {
      outcome = Outcome.BLOCKED;
      message = String.valueOf(e.getMessage());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    BigDecimal cost = ledger.cost(prices);
    return new Row(adapter, fault.toString(), always, outcome, ledger.tries(), took, cost, message);
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-26s %-18s %-7s %-10s %5s %9s %-13s %s%n", cells);
  }
}
