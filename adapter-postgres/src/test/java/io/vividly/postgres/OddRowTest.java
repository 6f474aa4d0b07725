package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.RequestState;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.Samples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that this version did not write. */
class OddRowTest {

  private static final StageKey UNDERSTANDING = StageKey.of(Stage.UNDERSTANDING);
  private static TestDatabase database;

  private final RequestStore store = database.storage().requestStore();
  private final ContentRequest request = Requests.request();

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
    database.execute("alter table content_requests drop constraint content_requests_status_known");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aStatusThatNobodyKnowsIsLeftAlone() {
    store.release(Requests.claim(store, request));
    database.change("update content_requests set status = 'archived'", request.id());
    String before = row();

    assertThatThrownBy(() -> store.claim(request, "h", Requests.LEASE))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("\"archived\"")
        .hasMessageContaining(request.id().toString());
    assertThatThrownBy(() -> store.stateOf(request))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("\"archived\"");
    assertThat(row()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\": 1, \"kind\": \"poem\", \"output\": {}}",
        "{\"format\": 0, \"kind\": \"understanding\", \"output\": {\"reason\": \"No.\"}}",
        "{\"format\": 1, \"kind\": \"understanding\", \"output\": {\"type\": \"guess\"}}",
        "{\"format\": 1, \"kind\": \"understanding\", \"output\": null}",
        "{\"format\": 1, \"kind\": \"understanding\"}",
        "{\"format\": \"1\", \"kind\": [], \"output\": 5}",
        "{\"text\": \"old\"}",
        "\"text\"",
        "17",
        "true",
        "null",
        "[]"
      })
  void whatIsNoCheckpointIsDoneAgain(String json) {
    leaveCheckpoint();
    alterCheckpoint("output_data", json);

    assertThat(store.claim(request, "h", Requests.LEASE))
        .isInstanceOfSatisfying(
            ClaimResult.Claimed.class, claimed -> assertThat(claimed.checkpoints()).isEmpty());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"{}", "{\"version\": null}", "{\"by\": 1}", "[\"version\"]", "17", "null"})
  void whatHasNoVersionKeepsItsOutput(@Nullable String metadata) {
    Checkpoint made = leaveCheckpoint();
    alterCheckpoint("stage_metadata", metadata);

    assertThat(store.claim(request, "h", Requests.LEASE))
        .isInstanceOfSatisfying(
            ClaimResult.Claimed.class,
            claimed ->
                assertThat(claimed.checkpoints())
                    .containsEntry(UNDERSTANDING, new Checkpoint(made.output(), null)));
  }

  @Test
  void aRowThatDoesNotSayWhatWasAskedIsAtOddsWithNothing() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into content_requests (id, student_id, grade_level)"
                        + " values (?, 'somebody', 3)",
                    request.id().value()));

    assertThat(store.stateOf(request)).isEqualTo(new RequestState.Free());
    assertThat(store.claim(request, "h", Requests.LEASE)).isInstanceOf(ClaimResult.Claimed.class);
  }

  @Test
  void modalitiesInAnotherOrderAreTheSame() {
    Requests.claim(store, request);
    database.change(
        "update content_requests set requested_modalities = '{video,video}'", request.id());
    assertThat(store.stateOf(request)).isEqualTo(new RequestState.Held());

    database.change("update content_requests set requested_modalities = null", request.id());
    assertThat(store.stateOf(request)).isEqualTo(new RequestState.Conflicting());
  }

  @Test
  void everyLeaseHasItsWholeLengthOnceMoreAfterAStartOfTheServer() {
    Claim claim = Requests.claim(store, request);
    String ranOut = "update content_requests set lease_until = now() - interval '1 second'";

    database.change(ranOut + ", lease_length = '1 day'", request.id());
    assertThat(store.stateOf(request)).isEqualTo(new RequestState.Held());
    assertThat(store.claim(request, "h", Requests.LEASE)).isEqualTo(new ClaimResult.Held());
    store.renew(claim, Requests.LEASE);

    database.change(ranOut + ", lease_length = '0'", request.id());
    assertThat(store.stateOf(request))
        .as("long after the start")
        .isEqualTo(new RequestState.Free());
    database.change(ranOut + ", lease_length = null", request.id());
    assertThat(store.stateOf(request)).as("of before").isEqualTo(new RequestState.Free());
    assertThat(store.claim(request, "h", Requests.LEASE)).isInstanceOf(ClaimResult.Claimed.class);
  }

  private String row() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select to_jsonb(r)::text from content_requests r where id = :id")
                    .bind("id", request.id().value())
                    .mapTo(String.class)
                    .one());
  }

  /** The request is free again. */
  private Checkpoint leaveCheckpoint() {
    Claim claim = Requests.claim(store, request);
    Checkpoint made = Samples.checkpoint(new Understanding.OutOfScope("No."));
    store.stageCompleted(claim, UNDERSTANDING, made, 10);
    store.release(claim);
    return made;
  }

  private void alterCheckpoint(String column, @Nullable String json) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update request_stages set "
                        + column
                        + " = cast(? as jsonb)"
                        + " where request_id = ?",
                    json,
                    request.id().value()));
  }
}
