package io.vividly.app;

import io.vividly.app.observe.Telemetry;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens the database that the settings name, or the embedded one. */
final class Database {

  /** Besides those that work on a slot each: the lease keeper, readiness, the relay, the events. */
  static final int SPARE_CONNECTIONS = 6;

  private Database() {}

  /**
   * @param poolSize the most connections, unless the settings say otherwise
   * @param serviceName names this program in the event table
   * @param resources gets what is to be closed
   */
  static PostgresStorage open(
      Settings settings, int poolSize, String serviceName, Resources resources) throws IOException {
    String url = settings.databaseUrl();
    if (url == null) {
      Path folder = settings.home().resolve("postgres");
      url = resources.add(EmbeddedDatabase.open(folder)).url();
    }
    Integer wanted = settings.databasePoolSize();
    PostgresOptions options =
        PostgresOptions.builder(url)
            .poolSize(wanted == null ? poolSize : wanted)
            .sourceService(serviceName)
            .messageAttributes(Telemetry::messageAttributes)
            .build();
    try {
      return resources.add(PostgresStorage.open(options));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(List.of("DATABASE_URL: " + e.getMessage()));
    }
  }
}
