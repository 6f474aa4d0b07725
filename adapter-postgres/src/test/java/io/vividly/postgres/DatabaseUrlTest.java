package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:p@db.example:5433/vividly, jdbc:postgresql://db.example:5433/vividly, u, p",
    "postgres://u:p@db/vividly, jdbc:postgresql://db/vividly, u, p",
    "postgresql+asyncpg://u:p@db/vividly, jdbc:postgresql://db/vividly, u, p",
    "postgresql://u:p%40%3A%2F%3F%23%25+%C3%A9@db/vividly, jdbc:postgresql://db/vividly, u, p@:/?#%+é",
    "postgresql://u:p@ss@db/vividly, jdbc:postgresql://db/vividly, u, p@ss",
    "postgresql://u%40x:p:q@db/v%20v, jdbc:postgresql://db/v%20v, u@x, p:q",
    "postgresql://u@db/vividly, jdbc:postgresql://db/vividly, u,",
    "postgresql://db/vividly, jdbc:postgresql://db/vividly, ,",
    "postgresql://u:p@[::1]:5432/v, jdbc:postgresql://[::1]:5432/v, u, p",
    "postgresql:///v?host=db&user=u&password=p, jdbc:postgresql://db/v, u, p",
    "jdbc:postgresql://db:1/v?user=u&password=p, jdbc:postgresql://db:1/v, u, p",
  })
  void takesAUrlApart(String url, String jdbcUrl, String user, String password) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);

    assertThat(parsed.jdbcUrl()).isEqualTo(jdbcUrl);
    assertThat(parsed.properties().getProperty("user")).isEqualTo(user);
    assertThat(parsed.properties().getProperty("password")).isEqualTo(password);
    assertThat(parsed.cloudSqlInstance()).isNull();
  }

  @Test
  void handsParametersToTheDriver() {
    DatabaseUrl parsed =
        DatabaseUrl.parse(
            "postgresql://u:p@db/v?sslmode=require&connect_timeout=7&application_name=my%20app");

    assertThat(parsed.properties())
        .containsEntry("sslmode", "require")
        .containsEntry("connectTimeout", "7")
        .containsEntry("ApplicationName", "my app");
  }

  @Test
  void keepsThePartsOfTheCloudSqlForm() {
    DatabaseUrl parsed =
        DatabaseUrl.parse("postgresql://u:p%23@/vividly?host=/cloudsql/my-project:us-east1:main");

    assertThat(parsed.cloudSqlInstance()).isEqualTo("my-project:us-east1:main");
    assertThat(parsed.jdbcUrl()).isEqualTo("jdbc:postgresql:///vividly");
    assertThat(parsed.properties()).containsEntry("user", "u").containsEntry("password", "p#");
    assertThatThrownBy(
            () ->
                PostgresStorage.open(
                    PostgresOptions.of("postgresql://u:hidden@/v?host=/cloudsql/p:r:i")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p:r:i")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hidden",
        "mysql://u:hidden@db/v",
        "postgresql://u:hidden#x@db/v",
        "postgresql://u:hidden?x@db/v",
        "postgresql://u:hidden@bad host/v",
        "postgresql://u:hidden%zz@db/v",
        "postgresql://u:hidden@db/v%zz",
        "postgresql://u:hidden@db/v/w",
        "postgresql://u:p@db/v?hidden%=1",
        "postgresql://u:p@db/v?hidden-secret=1",
        "postgresql://u:hidden@/v?host=/var/run/postgresql",
        "postgresql://u:hidden@/v?host=/cloudsql/only-a-project",
      })
  void refusesAnyOtherWithoutQuotingIt(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("database URL")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void isNeverPrintedWithThePassword() {
    assertThat(DatabaseUrl.parse("postgresql://u:hidden@db/v")).asString().doesNotContain("hidden");
    assertThat(PostgresOptions.of("postgresql://u:hidden@db/v"))
        .asString()
        .doesNotContain("hidden");
  }
}
