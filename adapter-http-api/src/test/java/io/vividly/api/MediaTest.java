package io.vividly.api;

import static io.vividly.api.ApiTester.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vividly.api.ApiTester.Reply;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.RequestId;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of answers. */
class MediaTest {

  private static final byte[] VIDEO = video();

  private final ApiTester api = ApiTester.start();
  private MediaRef file;
  private String link;

  @BeforeEach
  void answer() {
    RequestId id = api.ask("student-1");
    file = api.answer(id, VIDEO);
    JsonNode request = api.asStudent().get(REQUESTS + "/" + id).json();
    link = request.at("/answer/files/0/url").asText();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aLinkNeedsNoToken() {
    Reply whole = api.asNobody().get(link);

    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(VIDEO);
    assertThat(whole.header("Content-Type")).isEqualTo("video/mp4");
    assertThat(whole.header("Content-Length")).isEqualTo("1000");
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(whole.header("Content-Disposition")).isEqualTo("inline");
    assertThat(whole.header("Cache-Control")).startsWith("private");
    assertThat(whole.header("ETag")).matches("\"[0-9a-f]{64}\"");
    assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void headTellsTheSameWithoutTheFile() {
    Reply head = api.asNobody().head(link);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Length")).isEqualTo("1000");
    assertThat(head.header("Content-Type")).isEqualTo("video/mp4");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,       0, 0",
    "bytes=0-,        0, 999",
    "bytes=10-19,    10, 19",
    "bytes=990-2000, 990, 999",
    "bytes=-10,      990, 999",
    "bytes=-5000,     0, 999",
    "Bytes = 7 - 8,   7, 8",
  })
  void aPartIsGiven(String range, int first, int last) {
    Reply part = api.asNobody().with("Range", range).get(link);

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/1000");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(VIDEO, first, last + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=5000-6000", "bytes=-0"})
  void aPartThatIsNotThereIsRefused(String range) {
    Reply refused = api.asNobody().with("Range", range).get(link);

    refused.problem(416, "outside");
    assertThat(refused.header("Content-Range")).isEqualTo("bytes */1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=a-b", ""})
  void aRangeThatMakesNoSenseIsIgnored(String range) {
    Reply whole = api.asNobody().with("Range", range).get(link);

    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(VIDEO);
  }

  @Test
  void aPartIsGivenOnlyOfTheFileThatTheClientHas() {
    String tag = api.asNobody().head(link).header("ETag");

    assertThat(api.asNobody().with("Range", "bytes=0-1").with("If-Range", tag).get(link).status())
        .isEqualTo(206);
    assertThat(
            api.asNobody().with("Range", "bytes=0-1").with("If-Range", "\"x\"").get(link).status())
        .isEqualTo(200);
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    String tag = api.asNobody().head(link).header("ETag");

    Reply cached = api.asNobody().with("If-None-Match", "\"x\", W/" + tag).get(link);

    assertThat(cached.status()).isEqualTo(304);
    assertThat(cached.body()).isEmpty();
    assertThat(cached.header("ETag")).isEqualTo(tag);
  }

  @Test
  void aLinkThatIsOverOrChangedDoesNotWork() {
    api.asNobody().get(link + "x").problem(403, "bad_link");
    api.asNobody().get(link.replaceFirst("expires=1", "expires=2")).problem(403, "bad_link");
    api.asNobody().get(link.replaceFirst("expires=[0-9]+&", "")).problem(403, "bad_link");
    String other = MediaKey.of(MediaType.MP4, new byte[] {9}).value();
    api.asNobody().get(link.replace(file.key().value(), other)).problem(403, "bad_link");

    api.clock.advance(Duration.ofHours(8));
    api.asNobody().get(link).problem(403, "bad_link");
  }

  @Test
  void aTokenWorksAsWellForTheOwnFiles() {
    String path = "/media/" + file.key();

    api.asNobody().get(path).problem(401, "unauthorized");
    assertThat(api.asStudent().get(path).body()).isEqualTo(VIDEO);
    assertThat(api.asOperator().get(path).body()).isEqualTo(VIDEO);
    api.as(api.token("student-2")).get(path).problem(404, "no_such_file");
  }

  @Test
  void whatIsNotAFileIsNotFound() {
    api.asStudent().get("/media/etc/passwd").problem(404, "no_such_file");
    api.asStudent().get("/media/ab/" + "ab".repeat(32) + ".exe").problem(404, "no_such_file");
    api.asStudent().get("/media/" + "..%2f".repeat(3) + "x").problem(404, "no_such_file");
    api.media.lose(file);
    api.asNobody().get(link).problem(404, "no_such_file");
  }

  private static byte[] video() {
    byte[] bytes = new byte[1000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 >> 3);
    }
    return bytes;
  }
}
