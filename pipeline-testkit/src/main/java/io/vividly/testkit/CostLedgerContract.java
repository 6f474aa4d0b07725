package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Charge;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.CostLedger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link CostLedger} must do. */
public abstract class CostLedgerContract {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  /** May be the same for all tests. */
  protected abstract CostLedger ledger();

  /** Makes the store know a request, where it has to. */
  protected abstract void know(ContentRequest request);

  @Test
  void keepsWhatItIsTold() {
    RequestId id = request();
    Charge tokens = charge(id, StageKey.of(Stage.SCRIPT), 1_234, new BigDecimal("0.0030850"));
    Charge unpriced = charge(id, new StageKey(Stage.NARRATION, 3), 77, null);

    ledger().record(List.of(tokens, unpriced));

    assertThat(ledger().of(id))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .build())
        .containsExactly(tokens, unpriced);
  }

  @Test
  void keepsFractions() {
    RequestId id = request();
    Usage seconds = new Usage("vividly", "slides", Unit.SECONDS_RENDERED, new BigDecimal("12.345"));

    ledger()
        .record(
            List.of(
                new Charge(
                    UUID.randomUUID(),
                    id,
                    new StageKey(Stage.RENDERING, 1),
                    2,
                    seconds,
                    new BigDecimal("0.00000012345"),
                    NOW)));

    Charge kept = ledger().of(id).get(0);
    assertThat(kept.usage().quantity()).isEqualByComparingTo("12.345");
    assertThat(kept.cost()).isEqualByComparingTo("0.00000012345");
    assertThat(kept.attempt()).isEqualTo(2);
  }

  @Test
  void anEntryCountsOnce() throws Exception {
    RequestId id = request();
    Charge charge = charge(id, StageKey.of(Stage.SCRIPT), 5, BigDecimal.ONE);
    Callable<Boolean> write =
        () -> {
          ledger().record(List.of(charge));
          return true;
        };

    Threads.atOnce(4, Collections.nCopies(8, write));

    assertThat(ledger().of(id)).hasSize(1);
  }

  @Test
  void keepsRequestsApart() {
    RequestId one = request();
    RequestId other = request();

    ledger().record(List.of(charge(one, StageKey.of(Stage.SCRIPT), 1, BigDecimal.ONE)));

    assertThat(ledger().of(other)).isEmpty();
    assertThat(ledger().of(one)).hasSize(1);
  }

  @Test
  void takesNothing() {
    ledger().record(List.of());
  }

  private RequestId request() {
    ContentRequest request = TestRequests.request();
    know(request);
    return request.id();
  }

  private static Charge charge(RequestId id, StageKey key, long tokens, @Nullable BigDecimal cost) {
    return new Charge(
        UUID.randomUUID(),
        id,
        key,
        1,
        Usage.of("gemini", "gemini-2.5-flash", Unit.OUTPUT_TOKENS, tokens),
        cost,
        NOW);
  }
}
