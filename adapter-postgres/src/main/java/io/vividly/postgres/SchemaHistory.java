package io.vividly.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Tells whether there is nothing to migrate. To find that out, Flyway loads four hundred classes
 * and reads the system catalogues; that is a good part of the time in which a process starts.
 */
final class SchemaHistory {

  /** In order, all that there are; a test holds this to the folder. */
  static final List<String> FILES =
      List.of(
          "V1__requests_leases_outbox.sql",
          "V2__watching_and_shared_answers.sql",
          "V3__sweeping.sql",
          "V4__claims_exclude_checkpoints.sql",
          "V5__asking_and_following.sql",
          "V6__replaying.sql",
          "V7__costs.sql");

  private static final String APPLIED =
      """
      select version, checksum, success from vividly_schema_history
      where type <> 'BASELINE' order by installed_rank
      """;

  private SchemaHistory() {}

  /**
   * Whether the migrations of this version, unchanged, and no others were applied.
   *
   * @throws SQLException also if there is no history
   */
  static boolean isComplete(Connection connection) throws SQLException {
    List<Applied> expected = FILES.stream().map(SchemaHistory::migration).toList();
    List<Applied> applied = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(APPLIED)) {
      while (rows.next()) {
        if (!rows.getBoolean("success")) {
          return false;
        }
        applied.add(
            new Applied(String.valueOf(rows.getString("version")), rows.getInt("checksum")));
      }
    }
    return applied.equals(expected);
  }

  private static Applied migration(String file) {
    return new Applied(file.substring(1, file.indexOf("__")), checksum(file));
  }

  /** As Flyway's: the CRC-32 of the lines without what separates them. */
  private static int checksum(String file) {
    CRC32 sum = new CRC32();
    InputStream content =
        Objects.requireNonNull(
            SchemaHistory.class.getResourceAsStream("migration/" + file), "no migration " + file);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
      lines.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) sum.getValue();
  }

  private record Applied(String version, int checksum) {}
}
