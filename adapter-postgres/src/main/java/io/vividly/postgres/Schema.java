package io.vividly.postgres;

import io.vividly.core.port.TransientFailureException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Brings a database to the schema that this version needs. */
final class Schema {

  private static final String DEPENDENTS =
      """
      with ours as (
        select to_regclass(name) as id
        from unnest(array['content_requests', 'request_stages', 'request_events']) as name)
      select distinct 'view ' || r.ev_class::regclass
      from pg_depend d join pg_rewrite r on r.oid = d.objid join ours on ours.id = d.refobjid
      where d.classid = 'pg_rewrite'::regclass and d.refobjsubid > 0 and r.ev_class <> ours.id
      union
      select 'index ' || i.indexrelid::regclass
      from pg_index i join ours on ours.id = i.indrelid
      where i.indpred is not null or i.indexprs is not null
      union
      select 'trigger ' || t.tgname || ' of ' || t.tgrelid::regclass
      from pg_trigger t join ours on ours.id = t.tgrelid
      where not t.tgisinternal and t.tgname not like 'vividly\\_%'
      union
      select 'policy ' || p.polname || ' of ' || p.polrelid::regclass
      from pg_policy p join ours on ours.id = p.polrelid
      order by 1
      """;

  private Schema() {}

  /** Safe to be called by several processes at once: one migrates, the others wait for it. */
  static void migrate(DataSource source) {
    requireReachable(source);
    try {
      Flyway flyway =
          Flyway.configure(Schema.class.getClassLoader())
              .dataSource(source)
              .locations("classpath:io/vividly/postgres/migration")
              // Its own name: the database may be shared with services that have a history
              // themselves.
              .table("vividly_schema_history")
              .baselineOnMigrate(true)
              .baselineVersion("0")
              .loggers("slf4j")
              .failOnMissingLocations(true)
              .load();
      requireKnown(flyway.info());
      flyway.migrate();
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "The database could not be brought to this version's schema; its tables are unchanged. "
              + advice(source, e),
          e);
    }
  }

  /** Flyway itself would go on; but who knows what a newer schema wants to be written. */
  private static void requireKnown(MigrationInfoService history) {
    MigrationVersion known =
        Stream.of(history.all())
            .filter(migration -> !isNewer(migration))
            .map(MigrationInfo::getVersion)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(MigrationVersion.EMPTY);
    Stream.of(history.applied())
        .filter(Schema::isNewer)
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .ifPresent(
            found -> {
              throw new NewerSchemaException(found.getVersion(), known.getVersion());
            });
  }

  private static boolean isNewer(MigrationInfo migration) {
    MigrationState state = migration.getState();
    return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
  }

  /**
   * PostgreSQL refuses to change the type of a column that a view, rule, trigger or policy uses,
   * and cannot build an index again whose condition names the old type. Whoever made those knows
   * their owners and grants; they are not ours to drop.
   */
  private static String advice(DataSource source, FlywayException failure) {
    List<String> inTheWay = dependents(source);
    return inTheWay.isEmpty()
        ? String.valueOf(failure.getMessage())
        : "These use a column whose type has to change: "
            + String.join(", ", inTheWay)
            + ". Save their definitions, drop them, start again, then create them again."
            + " PostgreSQL said: "
            + firstLine(failure);
  }

  private static String firstLine(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage()).lines().findFirst().orElse("nothing");
  }

  private static List<String> dependents(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(DEPENDENTS)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      // Nothing to add to the failure that is told anyway.
      return List.of();
    }
  }

  private static void requireReachable(DataSource source) {
    try {
      source.getConnection().close();
    } catch (SQLException e) {
      throw new TransientFailureException(
          "The database cannot be reached: " + e.getMessage() + " " + firstLine(e), e);
    }
  }
}
