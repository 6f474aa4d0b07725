package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GenAiConnectionTest {

  /** The deadline is far away: only a request that is cancelled ends within the test's time. */
  @Test
  void cancelsTheRequestOfACallerThatIsInterrupted() throws Exception {
    CountDownLatch requestEnded = new CountDownLatch(1);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    try (GeminiServer server = GeminiServer.start();
        GenAiConnection connection =
            GenAiConnection.open(null, null, null, server.endpoint(), Duration.ofHours(1))) {
      server.faults().strikeAlways(GeminiFault.HANG);
      Thread caller =
          new Thread(
              () ->
                  seen.set(
                      catchThrowable(
                          () ->
                              connection.call(
                                  client -> {
                                    try {
                                      return client.models.embedContent(
                                          "gemini-embedding-001", "Why?", null);
                                    } finally {
                                      requestEnded.countDown();
                                    }
                                  }))));
      caller.start();
      server.faults().awaitHang();

      caller.interrupt();

      caller.join();
      requestEnded.await();
      assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    }
  }
}
