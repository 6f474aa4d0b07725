package io.vividly.postgres;

import io.vividly.core.model.Charge;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.port.CostLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The table {@code request_costs}. An entry does not wait for the disk: the log is written in
 * order, so it is there once a checkpoint that was stored after it is.
 */
final class PostgresCostLedger implements CostLedger {

  private static final String ADD =
      """
      insert into request_costs
        (id, request_id, stage_name, scene, attempt, provider, model, unit, quantity, cost, charged_at)
      values
        (:id, :request_id, :stage, :scene, :attempt, :provider, :model, :unit, :quantity, :cost, :at)
      on conflict (id) do nothing
      """;

  private static final String OF_REQUEST =
      """
      select id, stage_name, scene, attempt, provider, model, unit, quantity, cost, charged_at
      from request_costs
      where request_id = :id
      order by sequence_number
      """;

  private final Database database;

  PostgresCostLedger(Database database) {
    this.database = database;
  }

  @Override
  public void record(List<Charge> charges) {
    if (charges.isEmpty()) {
      return;
    }
    database.transact(
        "enter costs into the ledger",
        handle -> {
          handle.execute("set local synchronous_commit = off");
          PreparedBatch batch = handle.prepareBatch(ADD);
          charges.forEach(charge -> bind(batch, charge).add());
          return batch.execute();
        });
  }

  private static PreparedBatch bind(PreparedBatch batch, Charge charge) {
    Usage usage = charge.usage();
    return batch
        .bind("id", charge.id())
        .bind("request_id", charge.requestId().value())
        .bind("stage", charge.stage().stage().wireName())
        .bind("scene", charge.stage().scene())
        .bind("attempt", charge.attempt())
        .bind("provider", StorableText.of(usage.provider()))
        .bind("model", StorableText.of(usage.model()))
        .bind("unit", usage.unit().wireName())
        .bind("quantity", usage.quantity())
        .bind("cost", charge.cost())
        .bind("at", charge.at().atOffset(ZoneOffset.UTC));
  }

  @Override
  public List<Charge> of(RequestId id) {
    return database.run(
        "read the costs of request " + id,
        handle ->
            handle
                .createQuery(OF_REQUEST)
                .bind("id", id.value())
                .map((row, context) -> charge(id, row))
                .list());
  }

  private static Charge charge(RequestId id, ResultSet row) throws SQLException {
    return new Charge(
        row.getObject("id", UUID.class),
        id,
        new StageKey(
            Stage.valueOf(row.getString("stage_name").toUpperCase(Locale.ROOT)),
            row.getInt("scene")),
        row.getInt("attempt"),
        new Usage(
            row.getString("provider"),
            row.getString("model"),
            Usage.Unit.valueOf(row.getString("unit").toUpperCase(Locale.ROOT)),
            row.getBigDecimal("quantity")),
        row.getBigDecimal("cost"),
        row.getObject("charged_at", OffsetDateTime.class).toInstant());
  }
}
