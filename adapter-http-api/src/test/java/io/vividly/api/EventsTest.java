package io.vividly.api;

import static io.vividly.api.ApiTester.KEY;
import static io.vividly.api.ApiTester.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.api.SseClient.Event;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Claim;
import io.vividly.core.port.PipelineEvent;
import io.vividly.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Following a request live. */
@Timeout(60)
class EventsTest {

  private static final Duration BEAT = Duration.ofMillis(50);
  private static final StageKey UNDERSTANDING = StageKey.of(Stage.UNDERSTANDING);
  private static final StageKey SCRIPT = StageKey.of(Stage.SCRIPT);
  private static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");

  private final ApiTester api =
      ApiTester.start(ApiOptions.builder(KEY).requestsPerMinute(100_000).heartbeat(BEAT));

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void whatHappensIsToldAsItHappens() throws Exception {
    RequestId id = api.ask("student-1");
    try (SseClient client = follow(id)) {
      Claim claim = api.claim(id);
      started(id, UNDERSTANDING, 0);
      Event first = client.next();
      assertThat(first.name()).isEqualTo("stage");
      assertThat(first.json().get("stage").asText()).isEqualTo("understanding");
      assertThat(first.json().get("state").asText()).isEqualTo("started");

      api.store.stageCompleted(
          claim,
          UNDERSTANDING,
          Samples.checkpoint(new Understanding.Understood(Samples.topic(), 0.9)),
          5);
      completed(id, UNDERSTANDING, 5);
      Event topic = client.next();
      assertThat(topic.name()).isEqualTo("partial");
      assertThat(topic.json().get("topic").asText()).isEqualTo(Samples.topic().title());
      assertThat(client.next().json().get("progress").asInt()).isEqualTo(5);

      api.store.stageCompleted(claim, SCRIPT, Samples.checkpoint(Samples.script()), 20);
      completed(id, SCRIPT, 20);
      assertThat(client.next().json().get("script_text").asText()).contains("Forces come in pairs");
      assertThat(client.next().name()).isEqualTo("stage");

      completed(id, new StageKey(Stage.RENDERING, 2), 30);
      assertThat(client.next().json().get("scene_ready").asInt()).isEqualTo(2);
      Event scene = client.next();
      assertThat(scene.name()).isEqualTo("progress");
      assertThat(scene.json().get("scene").asInt()).isEqualTo(2);

      api.store.finish(claim, new Outcome.OutOfScope("It is not about school."));
      Event end = client.next();
      assertThat(end.name()).isEqualTo("finished");
      assertThat(end.id()).isEqualTo(scene.id() + "-end");
      assertThat(end.json().get("status").asText()).isEqualTo("out_of_scope");
      assertThat(client.isAtEnd()).isTrue();
    }
    eventually(() -> api.server.streams() == 0 && api.events.watches() == 0);
  }

  @Test
  void whoeverComesLateIsToldWhatHappenedBefore() throws Exception {
    RequestId id = api.ask("student-1");
    started(id, UNDERSTANDING, 0);
    started(id, SCRIPT, 10);
    api.desk.cancel(id);

    try (SseClient client = follow(id)) {
      assertThat(client.rest())
          .extracting(Event::name)
          .containsExactly("stage", "stage", "finished");
    }
  }

  @Test
  void whoeverComesBackGoesOnWhereItWas() throws Exception {
    RequestId id = api.ask("student-1");
    started(id, UNDERSTANDING, 0);
    started(id, SCRIPT, 10);
    String last;
    try (SseClient client = follow(id)) {
      last = client.next().id();
    }
    api.desk.cancel(id);

    try (SseClient client = resume(id, last)) {
      List<Event> rest = client.rest();
      assertThat(rest).extracting(Event::name).containsExactly("stage", "finished");
      assertThat(rest.get(0).json().get("stage").asText()).isEqualTo("script");
      last = rest.get(1).id();
    }
    // An EventSource that is told this stops coming back.
    assertThat(api.asStudent().with("Last-Event-ID", last).get(events(id)).status()).isEqualTo(204);
  }

  @Test
  void moreEventsThanFitInOneLookAllCome() throws Exception {
    RequestId id = api.ask("student-1");
    for (int i = 0; i < 250; i++) {
      started(id, SCRIPT, i % 100);
    }
    api.desk.cancel(id);

    try (SseClient client = follow(id)) {
      assertThat(client.rest()).hasSize(251);
    }
  }

  @Test
  void aClarifiedRequestCanBeFollowedOn() throws Exception {
    RequestId id = api.ask("student-1");
    started(id, UNDERSTANDING, 0);
    api.end(id, new Outcome.ClarificationNeeded(List.of("Which?")));
    String last;
    try (SseClient client = follow(id)) {
      List<Event> all = client.rest();
      last = all.get(all.size() - 1).id();
      assertThat(all.get(all.size() - 1).json().at("/clarifying_questions/0").asText())
          .isEqualTo("Which?");
    }
    api.asStudent().post(REQUESTS + "/" + id + "/clarify", "{\"answer\":\"This\"}");

    try (SseClient client = resume(id, last)) {
      started(id, SCRIPT, 10);
      assertThat(client.next().json().get("stage").asText()).isEqualTo("script");
    }
  }

  @Test
  void aQuietStreamShowsThatItIsThere() throws Exception {
    try (SseClient client = follow(api.ask("student-1"))) {
      assertThat(client.nextComment()).contains("still here");
      assertThat(client.nextComment()).contains("still here");
      assertThat(client.nextComment()).contains("still here");
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
    RequestId id = api.ask("student-1");
    SseClient client = follow(id);
    client.nextComment();
    assertThat(api.events.watches()).isEqualTo(1);

    client.close();

    eventually(() -> api.server.streams() == 0 && api.events.watches() == 0);
  }

  @Test
  void manyFollowWithFewThreads() throws Exception {
    RequestId id = api.ask("student-1");
    List<SseClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        clients.add(follow(id));
      }
      api.asStudent().get(events(id)).problem(429, "too_many_streams");
      for (int i = 0; i < 90; i++) {
        RequestId own = api.ask("s-" + i);
        clients.add(SseClient.open(api, api.as(api.token("s-" + i)), events(own)));
      }
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("vividly-api"))
              .count();
      assertThat(threads).isLessThan(40);
      api.desk.cancel(id);
      for (SseClient client : clients.subList(0, 10)) {
        assertThat(client.next().name()).isEqualTo("finished");
      }
    } finally {
      for (SseClient client : clients) {
        client.close();
      }
    }
    eventually(() -> api.events.watches() == 0);
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    try (SseClient client = follow(api.ask("student-1"))) {
      client.nextComment();
      api.clock.advance(Duration.ofHours(2));
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void aLastEventIdThatIsNoneIsRefused() {
    RequestId id = api.ask("student-1");

    api.asStudent().with("Last-Event-ID", "yesterday").get(events(id)).problem(400, "invalid");
  }

  private SseClient follow(RequestId id) throws Exception {
    return SseClient.open(api, api.asStudent(), events(id));
  }

  private SseClient resume(RequestId id, String last) throws Exception {
    return SseClient.open(api, api.asStudent().with("Last-Event-ID", last), events(id));
  }

  private static String events(RequestId id) {
    return REQUESTS + "/" + id + "/events";
  }

  private void started(RequestId id, StageKey key, int progress) {
    api.events.on(new PipelineEvent.StageStarted(AT, id, key, progress));
  }

  private void completed(RequestId id, StageKey key, int progress) {
    api.events.on(new PipelineEvent.StageCompleted(AT, id, key, Duration.ofMillis(5), progress));
  }

  /** Waits for something of which nobody tells; the time-out of the test ends it. */
  private static void eventually(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
