package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vividly.core.model.Delivery;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.push.FuzzedPushes.Push;
import io.vividly.push.PushTester.Answered;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.InMemoryRejectedMessages;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.testkit.ScriptedStages;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand pushes, right and wrong: none of them is the service's fault, and none is
 * acknowledged without having been done.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {

  private static final int PUSHES = 100_000;
  private static final int BATCH = 5_000;
  private static final int PUSHES_OVER_HTTP = 300;
  private static final int TOKENS = 2_000;
  private static final long SEED = 20260302;

  private final FuzzedPushes pushes = new FuzzedPushes(SEED);
  private int done;
  private int kept;

  @Test
  void whatIsPushedIsEitherDoneOrKeptAsWrong() {
    // A new pipeline now and then, because it keeps everything in memory.
    for (int batch = 0; batch < PUSHES / BATCH; batch++) {
      InMemoryRequestStore requests = new InMemoryRequestStore();
      InMemoryRejectedMessages rejected = new InMemoryRejectedMessages();
      try (ContentPipeline pipeline = pipeline(requests, rejected)) {
        Watched watched = new Watched(pipeline);
        push(watched, requests);
        assertThat(timesSeen(rejected)).as("kept messages").isEqualTo(watched.rejected);
      }
    }

    assertThat(done).as("done").isGreaterThan(PUSHES / 10);
    assertThat(kept).as("kept as wrong").isGreaterThan(PUSHES / 10);
  }

  private void push(Watched handler, InMemoryRequestStore requests) {
    PushOptions options = PushOptions.builder().build();
    PushEndpoint endpoint =
        new PushEndpoint(handler, options, new InFlight(1), null, Clock.systemUTC());
    for (int i = 0; i < BATCH; i++) {
      Push push = pushes.next();
      handler.dispositions = 0;
      Reply reply = endpoint.process(push.body(), push.headers()::get, Instant.MAX);
      check(requests, push, reply.status(), reply.body().path("request_id").asText());
      if (handler.dispositions != 1) {
        fail("%s had %s dispositions", shown(push), handler.dispositions);
      }
    }
  }

  private static int timesSeen(InMemoryRejectedMessages rejected) {
    return rejected.all().stream().mapToInt(InMemoryRejectedMessages.Kept::timesSeen).sum();
  }

  private static ContentPipeline pipeline(
      InMemoryRequestStore requests, InMemoryRejectedMessages rejected) {
    ScriptedStages stages = new ScriptedStages();
    // The shortest way to an end.
    stages.understandAs(new Understanding.OutOfScope("This is not about school."));
    return new ContentPipeline(
        new PipelineAdapters(
            new PipelineAdapters.Inbound(new JsonRequestDecoder(), rejected),
            stages.stages(),
            new PipelineAdapters.Storage(
                requests, new InMemoryMediaStore(), new JsonScriptFormat())),
        PipelineSettings.builder("fuzz").stageTries(1).build(),
        event -> {},
        Clock.systemUTC());
  }

  @Test
  void overHttpToo() {
    try (PushTester tester = new PushTester()) {
      for (int i = 0; i < PUSHES_OVER_HTTP; i++) {
        Push push = pushes.next();
        Answered answer =
            tester.post(BodyPublishers.ofByteArray(push.body()), asArray(push.headers()));
        check(tester.requests, push, answer.status(), answer.body().path("request_id").asText());
      }
    }
  }

  @Test
  void noTokenIsTheServicesFault() {
    Clock clock = Clock.systemUTC();
    try (TestIssuer issuer = new TestIssuer(clock)) {
      CallerCheck check = new CallerCheck(issuer.authentication(), new LocalToken(), clock);
      String good = issuer.token();
      for (int i = 0; i < TOKENS; i++) {
        String token = pushes.changedToken(good);
        Optional<Integer> refused = check.refusal("Bearer " + token).map(Reply::status);
        assertThat(refused).as(token).hasValue(401);
      }
      assertThat(check.refusal("Bearer " + good)).isEmpty();
    }
  }

  private void check(InMemoryRequestStore requests, Push push, int status, String requestId) {
    if (status == 200 && hasEnded(requests, requestId)) {
      done++;
    } else if (status == 400) {
      kept++;
    } else {
      fail("%s was answered %s", shown(push), status);
    }
  }

  private static boolean hasEnded(InMemoryRequestStore requests, String id) {
    return requests
        .find(RequestId.parse(id))
        .map(stored -> stored.outcome() != null && stored.holder() == null)
        .orElse(false);
  }

  /** So that a failure can be told from the report. */
  private static String shown(Push push) {
    return new String(push.body(), StandardCharsets.ISO_8859_1) + " " + push.headers();
  }

  private static String[] asArray(Map<String, String> headers) {
    return headers.entrySet().stream()
        .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
        .toArray(String[]::new);
  }

  /** Notes what becomes of every delivery. */
  private static final class Watched implements DeliveryHandler {
    int dispositions;
    int rejected;
    private final DeliveryHandler handler;

    Watched(DeliveryHandler handler) {
      this.handler = handler;
    }

    @Override
    public Disposition handle(Delivery delivery) {
      return noted(handler.handle(delivery));
    }

    @Override
    public Disposition reject(Delivery delivery, InvalidMessageException problem) {
      return noted(handler.reject(delivery, problem));
    }

    private Disposition noted(Disposition disposition) {
      dispositions++;
      rejected += disposition instanceof Disposition.Reject ? 1 : 0;
      return disposition;
    }
  }
}
