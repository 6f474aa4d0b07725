package io.vividly.testkit.pubsub;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Google's emulator answers the same questions; aborted where it is not on the machine. */
class EmulatorConformanceTest extends PubSubConformance {

  private static @Nullable Emulator emulator;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.start();
  }

  @AfterAll
  static void stop() {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Override
  String endpoint() {
    return emulator.endpoint();
  }
}
