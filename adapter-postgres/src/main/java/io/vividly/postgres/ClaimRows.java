package io.vividly.postgres;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.StageOutput;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.json.StageOutputCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RequestSql#CLAIM_AND_CHECKPOINTS} gives: a row for the claim, then the checkpoints.
 */
final class ClaimRows {

  private final StageOutputCodec codec;

  ClaimRows(StageOutputCodec codec) {
    this.codec = codec;
  }

  /** Reads both, and closes the statement; empty if the request was not claimed. */
  Optional<Claimed> read(RequestId id, PreparedStatement statement) throws SQLException {
    try (statement;
        ResultSet row = statement.getResultSet()) {
      if (!row.next()) {
        return Optional.empty();
      }
      Claim claim =
          new Claim(
              id,
              row.getLong("fencing_token"),
              row.getInt("attempts"),
              row.getBoolean("taken_over"));
      statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
      try (ResultSet checkpoints = statement.getResultSet()) {
        return Optional.of(new Claimed(claim, checkpoints(checkpoints)));
      }
    }
  }

  private Map<StageKey, Checkpoint> checkpoints(ResultSet rows) throws SQLException {
    Map<StageKey, Checkpoint> found = new HashMap<>();
    while (rows.next()) {
      Optional<StageOutput> output = codec.decode(rows.getString("output_data"));
      Optional<StageKey> key = key(rows.getString("stage_name"), rows.getInt("scene"));
      @Nullable String version = rows.getString("version");
      key.ifPresent(k -> output.ifPresent(o -> found.put(k, new Checkpoint(o, version))));
    }
    return found;
  }

  /** Empty for a stage that this version does not know. */
  private static Optional<StageKey> key(String stageName, int scene) {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.wireName().equals(stageName))
        .findFirst()
        .map(stage -> new StageKey(stage, scene));
  }
}
