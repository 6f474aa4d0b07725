package io.vividly.gcpai;

import io.vividly.testkit.google.GeminiServer;
import java.time.Duration;

/** Gemini on a server of the test, and what was told to the pipeline. */
final class GeminiFixture implements AutoCloseable {

  final GeminiServer server;
  final Gemini gemini;
  final Notes told = new Notes();

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
}
