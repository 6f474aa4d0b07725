package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaHistoryTest {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  /** One that is forgotten would not be applied to a database that has the others. */
  @Test
  void namesAllMigrationsThatThereAre() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
            Objects.requireNonNull(SchemaHistory.class.getResource("migration/"), "folder")
                .toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .sorted(Comparator.comparingInt(SchemaHistoryTest::version)))
          .isEqualTo(SchemaHistory.FILES);
    }
  }

  @Test
  void isCompleteOnceFlywayHasMigrated() throws SQLException {
    assertThat(isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update vividly_schema_history set checksum = checksum + 1 where version = '2'",
        "update vividly_schema_history set success = false where version = '3'",
        "delete from vividly_schema_history where version = '4'",
        "insert into vividly_schema_history select 99, '99', description, type, script, checksum,"
            + " installed_by, installed_on, execution_time, success from vividly_schema_history"
            + " where version = '1'",
      })
  void isNotCompleteWhenAnythingDiffers(String difference) throws SQLException {
    try (Connection connection = connection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute(difference);
      assertThat(SchemaHistory.isComplete(connection)).isFalse();
      connection.rollback();
    }
    assertThat(isComplete()).isTrue();
  }

  private static boolean isComplete() throws SQLException {
    try (Connection connection = connection()) {
      return SchemaHistory.isComplete(connection);
    }
  }

  private static Connection connection() throws SQLException {
    DatabaseUrl url = DatabaseUrl.parse(database.url());
    return DriverManager.getConnection(url.jdbcUrl(), url.properties());
  }

  private static int version(String file) {
    List<String> parts = List.of(file.substring(1).split("__"));
    return Integer.parseInt(parts.get(0));
  }
}
