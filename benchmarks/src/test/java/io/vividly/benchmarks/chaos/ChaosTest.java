package io.vividly.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of every scenario. The bounds of the times are those of the contract. */
class ChaosTest {

  @Test
  @Timeout(400)
  void nothing_is_lost_and_nothing_is_done_twice() throws Exception {
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    List<Row> rows = ChaosHarness.runShort(new PrintStream(progress, true, StandardCharsets.UTF_8));

    String told = progress.toString(StandardCharsets.UTF_8);
    assertThat(rows)
        .as(told)
        .allSatisfy(row -> assertThat(row.problems()).as(row.scenario()).isEmpty());
    Row crashes = row(rows, "kill at every point");
    assertThat(crashes.runs()).isEqualTo(Point.all().size());
    // One effect of each stage, and an early narration, was there without its checkpoint; and the
    // early narration of the request whose worker was killed when only its script was stored.
    assertThat(crashes.repeated()).as(told).isEqualTo(Stage.values().length + 2);
    assertThat(crashes.takeover()).as(told).isNotNull();
    assertThat(row(rows, "freeze past the lease").refused()).as(told).isPositive();
    assertThat(row(rows, "terminate under load").shutdown()).as(told).isNotNull();
  }

  private static Row row(List<Row> rows, String scenario) {
    return rows.stream().filter(row -> row.scenario().equals(scenario)).findFirst().orElseThrow();
  }
}
