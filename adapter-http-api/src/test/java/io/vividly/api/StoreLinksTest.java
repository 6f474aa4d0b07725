package io.vividly.api;

import static io.vividly.api.ApiTester.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.vividly.api.ApiTester.Reply;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.TransientFailureException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of answers, in a store that gives them out itself. */
class StoreLinksTest {

  private static final byte[] VIDEO = {1, 2, 3, 4};

  private final ApiTester api = ApiTester.serving(LinkingStore::new);
  private HttpServer elsewhere;
  private MediaRef file;
  private JsonNode files;
  private RuntimeException failure;

  @BeforeEach
  void answer() throws Exception {
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("X-Range", exchange.getRequestHeaders().getFirst("Range"));
          exchange.sendResponseHeaders(206, VIDEO.length);
          exchange.getResponseBody().write(VIDEO);
          exchange.close();
        });
    elsewhere.start();
    RequestId id = api.ask("student-1");
    file = api.answer(id, VIDEO);
    files = api.asStudent().get(REQUESTS + "/" + id).json().at("/answer/files");
  }

  @AfterEach
  void close() {
    api.close();
    elsewhere.stop(0);
  }

  @Test
  void aVideoIsReadFromTheStore() {
    Reply reply = api.asNobody().get(url("video"));

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.header("Location")).isEqualTo(link(file, Duration.ofHours(1)).toString());
    assertThat(reply.header("Cache-Control")).isEqualTo("private, max-age=1800");
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void aPlayerThatWantsAPartGetsItFromThere() throws Exception {
    HttpClient player = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    HttpResponse<byte[]> part =
        player.send(
            HttpRequest.newBuilder(api.uri(url("video"))).header("Range", "bytes=0-3").build(),
            BodyHandlers.ofByteArray());

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(VIDEO);
    assertThat(part.headers().firstValue("X-Range")).contains("bytes=0-3");
  }

  @Test
  void textIsGivenFromHere() {
    Reply reply = api.asNobody().get(url("transcript"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("# Bounce");
  }

  @Test
  void headIsAnsweredFromHere() {
    assertThat(api.asNobody().head(url("video")).status()).isEqualTo(200);
  }

  @Test
  void whoMayNotReadIsSentNowhere() {
    api.asNobody().get(url("video") + "x").problem(403, "bad_link");
    api.asNobody().get("/media/" + file.key()).problem(401, "unauthorized");
    api.as(api.token("student-2")).get("/media/" + file.key()).problem(404, "no_such_file");
    api.clock.advance(Duration.ofHours(8));
    api.asNobody().get(url("video")).problem(403, "bad_link");
  }

  @Test
  void aStoreThatCannotSignNowIsToldAsAnOutage() {
    failure = new TransientFailureException("may not sign");

    assertThat(api.asNobody().get(url("video")).status()).isEqualTo(503);
  }

  private String url(String kind) {
    for (JsonNode one : files) {
      if (one.get("kind").asText().equals(kind)) {
        return one.get("url").asText();
      }
    }
    throw new AssertionError("no " + kind);
  }

  private URI link(MediaRef ref, Duration lifetime) {
    return URI.create(
        "http://localhost:"
            + elsewhere.getAddress().getPort()
            + "/"
            + ref.key()
            + "?for="
            + lifetime.toSeconds());
  }

  /** Stores as another does, and has links. */
  private final class LinkingStore implements MediaStore {
    private final MediaStore store;

    LinkingStore(MediaStore store) {
      this.store = store;
    }

    @Override
    public MediaRef put(MediaType type, byte[] content) {
      return store.put(type, content);
    }

    @Override
    public byte[] get(MediaRef ref) {
      return store.get(ref);
    }

    @Override
    public boolean contains(MediaRef ref) {
      return store.contains(ref);
    }

    @Override
    public Optional<URI> link(MediaRef ref, Duration lifetime) {
      if (failure != null) {
        throw failure;
      }
      return Optional.of(StoreLinksTest.this.link(ref, lifetime));
    }
  }
}
