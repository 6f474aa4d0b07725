package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.port.TransientFailureException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.core.SocketFactoryFactory;

/** As far as one gets without Google: the connector is there, and asks for credentials. */
@Timeout(60)
class CloudSqlTest {

  private static final String URL = "postgresql://u:hidden@/v?host=/cloudsql/p:r:i";

  @Test
  void theDriverFindsTheConnector() throws Exception {
    DatabaseUrl url = DatabaseUrl.parse(URL);

    assertThat(SocketFactoryFactory.getSocketFactory(url.properties()).getClass().getName())
        .isEqualTo("com.google.cloud.sql.postgres.SocketFactory");
  }

  @Test
  void withoutCredentialsItSaysSo() {
    PostgresOptions options =
        PostgresOptions.builder(URL).connectTimeout(Duration.ofSeconds(2)).build();

    assertThatThrownBy(() -> PostgresStorage.open(options))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("application default credentials")
        .hasMessageContaining("p:r:i")
        .hasMessageNotContaining("hidden");
  }
}
