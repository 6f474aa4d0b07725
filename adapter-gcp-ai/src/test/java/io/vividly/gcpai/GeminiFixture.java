package io.vividly.gcpai;

import io.vividly.core.model.Usage;
import io.vividly.core.port.StageContext;
import io.vividly.testkit.google.GeminiServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gemini on a server of the test, and what was told to the pipeline. */
final class GeminiFixture implements AutoCloseable {

  final GeminiServer server;
  final Gemini gemini;
  final Told told = new Told();

  GeminiFixture(GeminiServer.Model model) {
    this(model, quick().build());
  }

  GeminiFixture(GeminiServer.Model model, CallOptions calls) {
    server = GeminiServer.start(model);
    gemini = Gemini.open(GeminiOptions.builder().endpoint(server.endpoint()).calls(calls).build());
  }

  /** With pauses that a test need not wait for. */
  static CallOptions.Builder quick() {
    return CallOptions.builder()
        .deadline(Duration.ofSeconds(20))
        .firstPause(Duration.ofMillis(1))
        .longestPause(Duration.ofSeconds(2));
  }

  @Override
  public void close() {
    gemini.close();
    server.close();
  }

  /** Notes what a stage tells. */
  static final class Told implements StageContext {
    final List<Usage> used = new CopyOnWriteArrayList<>();
    final List<ProviderCall> calls = new CopyOnWriteArrayList<>();

    @Override
    public void used(Usage usage) {
      used.add(usage);
    }

    @Override
    public void called(ProviderCall call) {
      calls.add(call);
    }

    @Override
    public void fellBack(String from, String to, String problem) {
      throw new AssertionError("nobody stands in here");
    }

    long quantity(Usage.Unit unit) {
      return used.stream()
          .filter(usage -> usage.unit() == unit)
          .mapToLong(usage -> usage.quantity().longValueExact())
          .sum();
    }
  }
}
