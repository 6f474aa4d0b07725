package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Charge;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.CostLedger;
import io.vividly.testkit.CostLedgerContract;
import io.vividly.testkit.Samples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCostLedgerTest extends CostLedgerContract {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final CostLedger ledger = database.storage().costLedger();

  @Override
  protected CostLedger ledger() {
    return ledger;
  }

  @Override
  protected void know(ContentRequest request) {
    database.storage().outbox().submit(request);
  }

  @Test
  void sumsUpByStage() {
    ContentRequest request = Samples.request();
    ledger.record(
        List.of(
            charge(request, 1, 100, "0.10"),
            charge(request, 2, 50, "0.05"),
            charge(request, 2, 7, null)));

    List<String> sums =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select stage_name || ' ' || quantity || ' ' || cost || ' ' || entries"
                                + " from request_stage_costs where request_id = :id")
                        .bind("id", request.id().value())
                        .mapTo(String.class)
                        .list());

    assertThat(sums).containsExactly("narration 157 0.15 3");
  }

  private static Charge charge(ContentRequest request, int scene, long characters, String cost) {
    return new Charge(
        UUID.randomUUID(),
        request.id(),
        new StageKey(Stage.NARRATION, scene),
        1,
        Usage.of("cloud-tts", "en-US-Neural2-F", Unit.CHARACTERS, characters),
        cost == null ? null : new BigDecimal(cost),
        Instant.now());
  }
}
