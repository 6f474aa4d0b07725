package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vividly.core.model.Usage;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.HashingEmbedder;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How Google is called, and what comes of it when that fails. */
@Timeout(60)
class VertexEmbedderCallsTest {

  private static final String QUESTION = "Why do my tomatoes blush?";

  private final GeminiServer server = GeminiServer.start();
  private final Ledger ledger = new Ledger();
  private final List<VertexEmbedder> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(VertexEmbedder::close);
    server.close();
  }

  @Test
  void asksForWhatItNeeds() {
    vertex(patient()).embedQuery(QUESTION, ledger);
    geminiApi(patient()).embedPassages(List.of("Tomatoes ripen."));

    GeminiServer.Request query = server.requests().get(0);
    assertThat(query.path())
        .isEqualTo(
            "/v1beta1/projects/a-project/locations/europe-west4/publishers/google/models/"
                + "gemini-embedding-001:predict");
    assertThat(query.body().toString())
        .contains("\"task_type\":\"RETRIEVAL_QUERY\"", "\"outputDimensionality\":768");
    GeminiServer.Request passage = server.requests().get(1);
    assertThat(passage.path()).endsWith("/models/gemini-embedding-001:batchEmbedContents");
    assertThat(passage.body().toString())
        .contains("\"taskType\":\"RETRIEVAL_DOCUMENT\"", "\"outputDimensionality\":768");
  }

  @Test
  void tellsTokensWhereGoogleDoes() {
    vertex(patient()).embedQuery(QUESTION, ledger);
    assertThat(ledger.usages())
        .containsExactly(Usage.of("gemini", "gemini-embedding-001", Unit.INPUT_TOKENS, 7));

    Ledger other = new Ledger();
    geminiApi(patient()).embedQuery(QUESTION, other);
    assertThat(other.usages()).isEmpty();
    assertThat(other.calls()).hasSize(1);
  }

  @Test
  void sendsManyPassagesInBatches() {
    List<String> texts = IntStream.range(0, 250).mapToObj(i -> "passage number" + i).toList();
    HashingEmbedder expected = new HashingEmbedder(768);

    List<float[]> vectors = geminiApi(patient()).embedPassages(texts);

    assertThat(server.requests()).hasSize(3);
    assertThat(vectors).hasSize(250);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(dot(vectors.get(i), expected.embedQuery(texts.get(i)))).isGreaterThan(0.999);
    }
    vertex(patient()).embedPassages(texts.subList(0, 5));
    assertThat(server.requests()).hasSize(8);
  }

  @Test
  void keepsABoundOnWhatIsUnderWay() throws Exception {
    server.faults().strikeAlways(GeminiFault.HANG);
    VertexEmbedder embedder = vertex(CallOptions.builder().maxConcurrent(3).build());
    List<String> texts = IntStream.range(0, 20).mapToObj(i -> "text " + i).toList();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread worker =
        new Thread(() -> failure.set(catchThrowable(() -> embedder.embedPassages(texts))));
    worker.start();
    for (int i = 0; i < 3; i++) {
      server.faults().awaitHang();
    }

    assertThat(server.faults().calls()).isEqualTo(3);
    worker.interrupt();
    worker.join();
    assertThat(failure.get()).isInstanceOf(TransientFailureException.class);
    assertThat(server.faults().calls()).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TOO_MANY_REQUESTS",
        "UNAVAILABLE",
        "INTERNAL",
        "CUT",
        "MALFORMED_BODY",
        "WRONG_SCHEMA"
      })
  void triesAgainWhatMayPass(GeminiFault fault) {
    server.faults().retryAfter(Duration.ZERO);
    server.faults().strikeNext(fault);
    VertexEmbedder embedder = vertex(patient());

    assertThat(embedder.embedQuery(QUESTION, ledger)).hasSize(768);
    assertThat(ledger.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.tries()).isEqualTo(2);
              assertThat(call.problem()).isNull();
            });
    assertThat(server.faults().calls()).isEqualTo(2);

    server.faults().strikeAlways(fault);
    assertThatThrownBy(() -> embedder.embedQuery(QUESTION))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("3 tries")
        .hasMessageNotContaining("tomatoes");
    assertThat(server.faults().calls()).isEqualTo(5);
  }

  @Test
  void doesNotWaitForLongerThanMakesSense() {
    server.faults().retryAfter(Duration.ofSeconds(30));
    server.faults().strikeAlways(GeminiFault.TOO_MANY_REQUESTS);

    assertThatThrownBy(() -> vertex(patient()).embedQuery(QUESTION, ledger))
        .isInstanceOf(TransientFailureException.class);
    assertThat(server.faults().calls()).isEqualTo(1);
    assertThat(ledger.calls())
        .singleElement()
        .satisfies(c -> assertThat(c.problem()).isEqualTo("429"));
  }

  @Test
  void doesNotTryInVainWithoutTheRight() {
    server.faults().strikeAlways(GeminiFault.DENIED);

    assertThatThrownBy(() -> vertex(patient()).embedQuery(QUESTION))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("roles/aiplatform.user");
    assertThat(server.faults().calls()).isEqualTo(1);
  }

  @Test
  void givesUpForGoodOnARequestThatIsRefused() {
    assertThatThrownBy(() -> vertex(patient()).embedQuery(" "))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("400");
    assertThat(server.faults().calls()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForAServerThatHangs() {
    server.faults().strikeAlways(GeminiFault.HANG);
    CallOptions hasty = CallOptions.builder().deadline(Duration.ofMillis(100)).maxTries(1).build();

    assertThatThrownBy(() -> vertex(hasty).embedQuery(QUESTION, ledger))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("did not answer in time");
    assertThat(ledger.calls())
        .singleElement()
        .satisfies(c -> assertThat(c.problem()).isEqualTo("timeout"));
  }

  @Test
  void endsWithAnInterrupt() throws Exception {
    server.faults().strikeNext(GeminiFault.HANG);
    VertexEmbedder embedder = vertex(patient());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread worker =
        new Thread(
            () -> {
              failure.set(catchThrowable(() -> embedder.embedQuery(QUESTION)));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    worker.start();
    server.faults().awaitHang();

    worker.interrupt();
    worker.join();

    assertThat(failure.get()).isInstanceOf(TransientFailureException.class);
    assertThat(interrupted.get()).isTrue();
    assertThat(embedder.embedQuery(QUESTION)).hasSize(768);
  }

  @Test
  void keepsItsKeyToItself() {
    assertThat(VertexEmbedderOptions.builder().apiKey("secret").build().toString())
        .doesNotContain("secret");
  }

  private static CallOptions patient() {
    return CallOptions.builder()
        .deadline(Duration.ofSeconds(30))
        .firstPause(Duration.ofMillis(1))
        .longestPause(Duration.ofMillis(5))
        .build();
  }

  private VertexEmbedder vertex(CallOptions calls) {
    return open(options(calls).vertex("a-project", "europe-west4"));
  }

  private VertexEmbedder geminiApi(CallOptions calls) {
    return open(options(calls));
  }

  private VertexEmbedderOptions.Builder options(CallOptions calls) {
    return VertexEmbedderOptions.builder().endpoint(server.endpoint()).calls(calls);
  }

  private VertexEmbedder open(VertexEmbedderOptions.Builder options) {
    VertexEmbedder embedder = VertexEmbedder.open(options.build());
    opened.add(embedder);
    return embedder;
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }
}
