package io.vividly.testkit.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the official client never does, or not so. */
class StorageServerTest {

  private static final String UPLOAD = "/upload/storage/v1/b/b/o?name=x&uploadType=";
  private static final String OBJECT = "/storage/v1/b/b/o/x";

  private final StorageServer server = StorageServer.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void bucket() {
    server.createBucket("b");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatItDoesNotKnowItRefuses() throws Exception {
    assertThat(send("POST", "/storage/v1/b/b/o/x/compose", "{}").statusCode()).isEqualTo(501);
    assertThat(send("GET", "/storage/v1/b/b/o?delimiter=/", "").statusCode()).isEqualTo(501);
    assertThat(send("PUT", "/b/x", "").statusCode()).isEqualTo(501);
    HttpResponse<String> field =
        send("POST", UPLOAD + "resumable", "{\"storageClass\":\"NEARLINE\"}");
    assertThat(field.statusCode()).isEqualTo(501);
    assertThat(field.body()).contains("UNIMPLEMENTED").contains("storageClass");
  }

  @Test
  void aPieceMustBeAMultipleOf256KiB() throws Exception {
    String location =
        send("POST", UPLOAD + "resumable", "{}").headers().firstValue("Location").orElseThrow();
    String path = location.substring(server.endpoint().toString().length());

    assertThat(send("PUT", path, "abc", "Content-Range", "bytes 0-2/*").statusCode())
        .isEqualTo(400);
    assertThat(send("PUT", path, "abc", "Content-Range", "bytes 5-7/8").statusCode())
        .isEqualTo(400);
    assertThat(send("PUT", path, "", "Content-Range", "bytes */*").statusCode()).isEqualTo(308);
    assertThat(send("PUT", path, "abc", "Content-Range", "bytes 0-2/3").statusCode())
        .isEqualTo(200);
  }

  @Test
  void preconditionsLookAtGenerationAndMetageneration() throws Exception {
    assertThat(send("POST", UPLOAD + "media&ifGenerationMatch=0", "abc").statusCode())
        .isEqualTo(200);
    assertThat(send("POST", UPLOAD + "media&ifGenerationMatch=0", "abd").statusCode())
        .isEqualTo(412);
    assertThat(send("PATCH", OBJECT, "{\"cacheControl\":\"no-store\"}").body())
        .contains("\"metageneration\":\"2\"");
    assertThat(send("PATCH", OBJECT + "?ifMetagenerationMatch=1", "{}").statusCode())
        .isEqualTo(412);
    assertThat(send("GET", OBJECT + "?alt=media", "").body()).isEqualTo("abc");
    assertThat(send("DELETE", OBJECT + "?ifGenerationMatch=7", "").statusCode()).isEqualTo(412);
    assertThat(send("DELETE", OBJECT, "").statusCode()).isEqualTo(204);
    assertThat(send("GET", OBJECT, "").statusCode()).isEqualTo(404);
  }

  @Test
  void aChecksumThatDoesNotFitIsRefused() throws Exception {
    assertThat(send("POST", UPLOAD + "media", "abc", "x-goog-hash", "crc32c=AAAAAA==").statusCode())
        .isEqualTo(400);
    assertThat(server.names("b")).isEmpty();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
