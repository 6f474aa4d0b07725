package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
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
  void reachesCloudSqlByTheConnector() {
    DatabaseUrl parsed =
        DatabaseUrl.parse(
            "postgresql://u:p%23@/vividly?host=/cloudsql/my-project:us-east1:main"
                + "&ipTypes=PRIVATE&connect_timeout=7");

    assertThat(parsed.cloudSqlInstance()).isEqualTo("my-project:us-east1:main");
    assertThat(parsed.jdbcUrl()).isEqualTo("jdbc:postgresql:///vividly");
    assertThat(parsed.properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "user", "u",
                "password", "p#",
                "socketFactory", "com.google.cloud.sql.postgres.SocketFactory",
                "cloudSqlInstance", "my-project:us-east1:main",
                "cloudSqlRefreshStrategy", "lazy",
                "ipTypes", "PRIVATE",
                "connectTimeout", "7",
                "sslmode", "disable"));
  }

  @Test
  void logsInToCloudSqlByIamWithoutAPassword() {
    DatabaseUrl parsed =
        DatabaseUrl.parse(
            "postgresql://vividly%40my-project.iam@/v?host=/cloudsql/p:r:i&sslmode=require");

    assertThat(parsed.properties())
        .containsEntry("user", "vividly@my-project.iam")
        .containsEntry("enableIamAuth", "true")
        .containsEntry("sslmode", "disable")
        .containsKey("password");
  }

  @Test
  void otherServersKnowNothingOfTheConnector() {
    assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:p@db/v?ipTypes=PRIVATE"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ipTypes");
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
        "postgresql:///v?host=/cloudsql/p:r:i&password=hidden",
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
