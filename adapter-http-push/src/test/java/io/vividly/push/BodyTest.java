package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vividly.push.PushTester.Answered;
import io.vividly.testkit.FaultInjector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies and heads that are too large, too slow, or not HTTP at all, over plain sockets. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BodyTest {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int MIB = 1024 * 1024;
  private static final PushTester tester =
      new PushTester(settings -> settings, options -> options.bodyTimeout(Duration.ofMillis(400)));
  private static final PushTester roomy = new PushTester();

  @AfterAll
  static void close() {
    tester.close();
    roomy.close();
  }

  @Test
  void elevenMebibytesAreTooMany() {
    Answered answer = roomy.post(BodyPublishers.ofByteArray(new byte[11 * MIB]));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.message()).contains("10485760 bytes");
  }

  @Test
  void elevenMebibytesAreTooManyInChunksToo() {
    byte[] body = new byte[11 * MIB];

    Answered answer =
        roomy.post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void tenMebibytesAreRead() {
    byte[] body = "x".repeat(10 * MIB).getBytes(StandardCharsets.US_ASCII);

    Answered answer = roomy.post(BodyPublishers.ofByteArray(body));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(roomy.lastRejected().body()).isEqualTo(body);
  }

  @Test
  void aClientThatAsksFirstIsTurnedAwayBeforeItSends() throws IOException {
    try (Socket socket = open()) {
      write(socket, head("Content-Length: 99999999\r\nExpect: 100-continue\r\n"));

      assertThat(readAnswer(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aBodyThatNeverComesIsNotWaitedFor() throws IOException {
    try (Socket socket = open()) {
      write(socket, head("Content-Length: 100\r\n"));

      assertJsonError(readAnswer(socket), 408);
    }
  }

  @Test
  void aBodyThatStopsInTheMiddleIsNotWaitedFor() throws IOException {
    try (Socket socket = open()) {
      write(socket, head("Transfer-Encoding: chunked\r\n") + "5\r\nhello\r\n");

      assertJsonError(readAnswer(socket), 408);
    }
  }

  @Test
  void aBodyThatNeverEndsIsCutOff() throws Exception {
    try (Socket socket = open()) {
      write(socket, head("Transfer-Encoding: chunked\r\n"));
      CompletableFuture<Void> trickle =
          CompletableFuture.runAsync(() -> trickle(socket, "1\r\nx\r\n"));

      assertJsonError(readAnswer(socket), 408);
      trickle.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aHeadThatStopsInTheMiddleIsNotWaitedFor() throws IOException {
    try (Socket socket = open()) {
      write(socket, "POST /push HTTP/1.1\r\nHost: localhost\r\nX-Sl");

      assertThat(readAnswer(socket)).isEmpty();
    }
  }

  @Test
  void aHeadThatNeverEndsIsCutOff() throws Exception {
    try (Socket socket = open()) {
      write(socket, "POST /push HTTP/1.1\r\nHost: localhost\r\n");
      CompletableFuture<Void> trickle =
          CompletableFuture.runAsync(() -> trickle(socket, "X-Slow: 1\r\n"));

      assertThat(readAnswer(socket)).isEmpty();
      trickle.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void theHeadOfALaterRequestIsCutOffToo() throws IOException {
    try (Socket socket = open()) {
      write(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hea");

      assertThat(readAnswer(socket)).containsOnlyOnce("HTTP/1.1 200 ").endsWith("}\n");
    }
  }

  @Test
  void aConnectionMayBeKeptBetweenRequests() throws Exception {
    try (Socket kept = open();
        Socket slow = open()) {
      write(kept, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      write(slow, "GET /hea");
      // Both have been looked at when the slow one is cut off.
      assertThat(readAnswer(slow)).isEmpty();

      write(kept, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(readAnswer(kept)).contains("alive", "vividly-push");
    }
  }

  @Test
  void withoutATokenNoBodyIsWaitedFor() throws IOException {
    try (TestIssuer issuer = new TestIssuer(Clock.systemUTC());
        PushTester guarded = AuthenticationTest.guarded(issuer);
        Socket socket = new Socket("localhost", guarded.server.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      write(socket, head("Content-Length: 100\r\nExpect: 100-continue\r\n"));

      assertJsonError(readAnswer(socket), 401);
    }
  }

  @Test
  void aBodyThatEndsEarlyIsABadRequest() throws IOException {
    try (Socket socket = open()) {
      write(socket, head("Content-Length: 100\r\n") + "{");
      socket.shutdownOutput();

      assertJsonError(readAnswer(socket), 400);
    }
  }

  @Test
  void whatIsNotHttpGetsJsonToo() throws IOException {
    try (Socket socket = open()) {
      write(socket, "GET /push HTTP/9.9\r\nHost: x\r\n\r\n");

      assertJsonError(readAnswer(socket), 505);
    }
    try (Socket socket = open()) {
      write(socket, "GET / HTTP/1.1\r\n\r\n");

      assertJsonError(readAnswer(socket), 400);
    }
    try (Socket socket = open()) {
      write(socket, "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

      assertJsonError(readAnswer(socket), 414);
    }
    try (Socket socket = open()) {
      write(socket, "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertJsonError(readAnswer(socket), 400);
    }
  }

  @Test
  void aLongDeliveryIsNotCutOffByTheTimeForItsBody() throws Exception {
    FaultInjector.Hang hang = tester.stages.understanding().hangAt(1);
    CompletableFuture<Answered> running = tester.pushLater(PushTester.payload());
    hang.awaitReached();
    // Outlasts the time that bodies have here.
    assertThat(running).failsWithin(Duration.ofMillis(900));

    hang.release();

    assertThat(running.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  private static Socket open() throws IOException {
    Socket socket = new Socket("localhost", tester.server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String head(String headers) {
    return "POST /push HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Sends a little now and then until the server has had enough. */
  private static void trickle(Socket socket, String piece) {
    try {
      OutputStream out = socket.getOutputStream();
      while (true) {
        out.write(piece.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      // As expected: the connection was closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until the server closes the connection. */
  private static String readAnswer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[4096];
    try {
      for (int count; (count = socket.getInputStream().read(buffer)) >= 0; ) {
        answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
    } catch (java.net.SocketException e) {
      // The server closed while this side was still sending; what came before that counts.
    }
    return answer.toString();
  }

  private static void assertJsonError(String answer, int status) throws IOException {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).containsIgnoringCase("Content-Type: application/json");
    assertThat(answer).doesNotContain("\tat ", "Exception", "Jetty", "<html");
    String body = answer.substring(answer.indexOf("{"), answer.lastIndexOf("}") + 1);
    JsonNode json = PushTester.JSON.readTree(body);
    assertThat(json.at("/error/message").asText()).isNotBlank();
  }
}
