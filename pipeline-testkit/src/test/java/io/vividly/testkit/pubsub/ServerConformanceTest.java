package io.vividly.testkit.pubsub;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The server for tests, on the system's clock. */
class ServerConformanceTest extends PubSubConformance {

  private static PubSubServer server;

  @BeforeAll
  static void start() {
    server = PubSubServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  String endpoint() {
    return server.endpoint();
  }
}
