package io.vividly.postgres;

import io.vividly.core.port.TransientFailureException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema that this version needs. */
final class Schema {

  private Schema() {}

  /** Safe to be called by several processes at once: one migrates, the others wait for it. */
  static void migrate(DataSource source) {
    requireReachable(source);
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:io/vividly/postgres/migration")
          // Its own name: the database may be shared with services that have a history themselves.
          .table("vividly_schema_history")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .loggers("slf4j")
          .failOnMissingLocations(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "The database could not be brought to this version's schema; it is unchanged. "
              + e.getMessage(),
          e);
    }
  }

  private static void requireReachable(DataSource source) {
    try {
      source.getConnection().close();
    } catch (SQLException e) {
      throw new TransientFailureException("The database cannot be reached: " + e.getMessage(), e);
    }
  }
}
