package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {

  private static final String COLUMNS =
      """
      select table_name, column_name, data_type, character_maximum_length, is_nullable
      from information_schema.columns
      where table_schema = 'public' and table_name <> 'vividly_schema_history'
      order by 1, 2
      """;
  private static final String CONSTRAINTS =
      """
      select conrelid::regclass::text as relation, contype::text, pg_get_constraintdef(oid) as what
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
        and conrelid <> 'vividly_schema_history'::regclass
      order by 1, 2, 3
      """;

  private static final String TRIGGERS =
      "select pg_get_triggerdef(oid) as what from pg_trigger where not tgisinternal order by 1";

  @ParameterizedTest
  @ValueSource(strings = {"old-schema-varchar.sql", "old-schema-enum.sql"})
  void anOldDatabaseEndsWithTheSchemaOfANewOneAndAllItsRows(String script) {
    String fresh = migrate(TestDatabase.empty());
    Jdbi old = oldDatabase(script);
    List<Map<String, Object>> before = rows(old);

    migrate(databaseName(old));

    assertThat(query(old, COLUMNS)).isEqualTo(query(TestDatabase.jdbi(fresh), COLUMNS));
    assertThat(query(old, CONSTRAINTS)).isEqualTo(query(TestDatabase.jdbi(fresh), CONSTRAINTS));
    assertThat(query(old, TRIGGERS))
        .isEqualTo(query(TestDatabase.jdbi(fresh), TRIGGERS))
        .hasSize(3);
    assertThat(before).hasSizeGreaterThan(12);
    assertThat(rows(old)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"old-schema-varchar.sql", "old-schema-enum.sql"})
  void oldRequestsAreGoneOnWithAndOldEndsAreKept(String script) {
    String name = databaseName(oldDatabase(script));
    try (PostgresStorage storage =
        PostgresStorage.open(PostgresOptions.of(TestDatabase.url(name)))) {
      RequestStore store = storage.requestStore();

      for (int n = 1; n <= 7; n++) {
        ClaimResult result = store.claim(request(n), "holder", Duration.ofMinutes(1));
        assertThat(result)
            .as("old request %s", n)
            .isInstanceOfSatisfying(
                ClaimResult.Claimed.class,
                claimed -> {
                  assertThat(claimed.checkpoints()).isEmpty();
                  StageKey key = StageKey.of(Stage.UNDERSTANDING);
                  store.stageStarted(claimed.claim(), key, 1);
                  store.stageCompleted(
                      claimed.claim(),
                      key,
                      Samples.checkpoint(new Understanding.OutOfScope("No.")),
                      2);
                  store.finish(claimed.claim(), new Outcome.OutOfScope("No."));
                });
      }
      assertThat(store.claim(request(8), "holder", Duration.ofMinutes(1)))
          .isInstanceOfSatisfying(
              ClaimResult.Finished.class,
              finished ->
                  assertThat(finished.outcome())
                      .isInstanceOfSatisfying(
                          Outcome.Completed.class,
                          completed ->
                              assertThat(completed.answer().files().values())
                                  .singleElement()
                                  .extracting(file -> file.location().toString())
                                  .isEqualTo("https://media.example/8.mp4")));
      assertThat(store.claim(request(9), "holder", Duration.ofMinutes(1)))
          .isInstanceOfSatisfying(
              ClaimResult.Finished.class,
              finished ->
                  assertThat(finished.outcome())
                      .isInstanceOfSatisfying(
                          Outcome.Failed.class,
                          failed -> assertThat(failed.failure().message()).isEqualTo("it broke")));
      assertThat(store.claim(request(10), "holder", Duration.ofMinutes(1)))
          .isEqualTo(new ClaimResult.Finished(new Outcome.Cancelled()));
      assertThat(store.claim(request(99), "holder", Duration.ofMinutes(1)))
          .isInstanceOf(ClaimResult.Claimed.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "view open_requests, as select id from content_requests where status = 'pending'",
        "index open_requests, on content_requests (created_at) where status = 'pending'"
      })
  void whatDependsOnAColumnOfAnotherTypeIsNamedAndNothingChanges(String name, String definition) {
    Jdbi old = oldDatabase("old-schema-enum.sql");
    old.useHandle(handle -> handle.execute("create " + name + " " + definition));
    List<Map<String, Object>> columns = query(old, COLUMNS);
    List<Map<String, Object>> before = rows(old);

    assertThatThrownBy(() -> migrate(databaseName(old)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("change: " + name + ".")
        .hasMessageContaining("drop them, start again");
    assertThat(query(old, COLUMNS)).isEqualTo(columns);

    old.useHandle(handle -> handle.execute("drop " + name));
    migrate(databaseName(old));
    assertThat(rows(old)).isEqualTo(before);
  }

  @Test
  void migratingTwiceChangesNothing() {
    String name = migrate(TestDatabase.empty());
    List<Map<String, Object>> columns = query(TestDatabase.jdbi(name), COLUMNS);

    migrate(name);

    assertThat(query(TestDatabase.jdbi(name), COLUMNS)).isEqualTo(columns).isNotEmpty();
  }

  /** Everything that the old service wrote, as text, times in UTC. */
  private static List<Map<String, Object>> rows(Jdbi jdbi) {
    return query(
        jdbi,
        """
        select 'request' as kind, id::text, correlation_id::text, student_id::text, topic::text,
          status::text, grade_level::text, progress_percentage::text as number,
          case when pg_typeof(created_at) = 'timestamptz'::regtype
            then (created_at::timestamptz at time zone 'UTC')::text
            else created_at::text end as at,
          request_metadata::jsonb::text as json
        from content_requests
        union all
        select 'stage', id::text, request_id::text, stage_name::text, error_message::text,
          status::text, stage_order::text, coalesce(retry_count, 0)::text,
          case when pg_typeof(started_at) = 'timestamptz'::regtype
            then (started_at::timestamptz at time zone 'UTC')::text
            else started_at::text end,
          output_data::jsonb::text
        from request_stages
        union all
        select 'event', id::text, request_id::text, event_type::text, event_message::text,
          severity::text, stage_name::text, source_host::text,
          case when pg_typeof(created_at) = 'timestamptz'::regtype
            then (created_at::timestamptz at time zone 'UTC')::text
            else created_at::text end,
          event_data::jsonb::text
        from request_events
        order by 1, 2
        """);
  }

  private static List<Map<String, Object>> query(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapToMap().list());
  }

  @Test
  void aDatabaseOfANewerVersionIsRefusedAndLeftAsItIs() {
    String name = migrate(TestDatabase.empty());
    Jdbi newer = TestDatabase.jdbi(name);
    newer.useHandle(
        handle ->
            handle.execute(
                "insert into vividly_schema_history (installed_rank, version, description, type,"
                    + " script, installed_by, execution_time, success)"
                    + " values (99, '99.1', 'of tomorrow', 'SQL', 'V99_1.sql', 'x', 1, true)"));
    String history = "select installed_rank, version from vividly_schema_history order by 1";
    List<Map<String, Object>> before = query(newer, history);

    assertThatThrownBy(() -> migrate(name))
        .isInstanceOf(NewerSchemaException.class)
        .hasMessageContaining(
            "version 99.1, and this one knows " + SchemaHistory.FILES.size() + ".");

    assertThat(query(newer, history)).isEqualTo(before);
  }

  private static String migrate(String name) {
    PostgresStorage.open(PostgresOptions.of(TestDatabase.url(name))).close();
    return name;
  }

  private static Jdbi oldDatabase(String script) {
    Jdbi jdbi = TestDatabase.jdbi(TestDatabase.empty());
    jdbi.useHandle(handle -> handle.createScript(read(script)).execute());
    return jdbi;
  }

  private static String databaseName(Jdbi jdbi) {
    return jdbi.withHandle(
        handle -> handle.createQuery("select current_database()").mapTo(String.class).one());
  }

  private static String read(String resource) {
    try (InputStream in = MigrationTest.class.getResourceAsStream("/" + resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ContentRequest request(int n) {
    return new ContentRequest(
        new RequestId(UUID.fromString("00000000-0000-4000-8000-%012d".formatted(n))),
        "c",
        "s",
        "Why?",
        new GradeLevel(9),
        null,
        Set.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }
}
