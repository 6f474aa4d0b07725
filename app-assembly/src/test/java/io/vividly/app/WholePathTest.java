package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole path with nothing left out: HTTP, PostgreSQL, corpus, voice, encoder, files. */
@Timeout(300)
class WholePathTest {

  @TempDir static Path home;

  private static Vividly vividly;
  private static EmbeddedDatabase database;
  private static Rows rows;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = EmbeddedDatabase.open(home.resolve("postgres"));
    Settings settings =
        Settings.from(
            Map.of(
                "PORT",
                "0",
                "VIVIDLY_HOME",
                home.toString(),
                "DATABASE_URL",
                database.url(),
                "SCENE_THREADS",
                "2"));
    vividly = Vividly.start(settings, Vividly.Role.PUSH, List.of(), step -> {});
    rows = new Rows(database.url());
  }

  @AfterAll
  static void stop() throws IOException, SQLException {
    vividly.close();
    rows.close();
    database.close();
  }

  @Test
  void a_delivery_posted_twice_at_once_gives_one_video() throws Exception {
    ContentRequest request = request("How does photosynthesis work?", Modality.VIDEO, "cooking");
    PushClient push = new PushClient(vividly.pushUrl());
    CompletableFuture<HttpResponse<String>> first = push.deliverAsync(request);
    CompletableFuture<HttpResponse<String>> second = push.deliverAsync(request);
    assertThat(first.join().statusCode()).as(first.join().body()).isEqualTo(200);
    assertThat(second.join().body()).isEqualTo(first.join().body());

    Map<String, @Nullable String> row = rows.request(request.id());
    assertThat(row)
        .containsEntry("status", "completed")
        .containsEntry("progress_percentage", "100")
        .containsEntry("topic", "Photosynthesis");
    assertThat(row.get("completed_at")).isNotNull();
    assertThat(row.get("error_message")).isNull();
    assertThat(Path.of(URI.create(String.valueOf(row.get("video_url"))))).isRegularFile();
    assertThat(completedVideos()).hasSize(1);
    assertThat(claims(request.id())).isEqualTo(1);
    assertThat(rows.completedStages(request.id()))
        .containsKeys(
            "understanding:0",
            "retrieval:0",
            "script:0",
            "narration:0",
            "narration:1",
            "rendering:1",
            "publishing:0");
  }

  @Test
  void a_question_that_means_several_things_is_asked_back() throws Exception {
    ContentRequest request = request("Newton's law", Modality.TEXT, null);
    HttpResponse<String> answer = new PushClient(vividly.pushUrl()).deliver(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("clarification_needed").contains("second law");
    assertThat(rows.request(request.id())).containsEntry("status", "clarification_needed");
  }

  @Test
  void what_is_no_question_of_school_is_out_of_scope() throws Exception {
    ContentRequest request = request("order me a pizza", Modality.TEXT, null);
    HttpResponse<String> answer = new PushClient(vividly.pushUrl()).deliver(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(rows.request(request.id())).containsEntry("status", "out_of_scope");
  }

  @Test
  void text_needs_no_voice_and_no_video() throws Exception {
    ContentRequest request = request("What is Ohm's law?", Modality.TEXT, "music");
    assertThat(new PushClient(vividly.pushUrl()).deliver(request).statusCode()).isEqualTo(200);
    assertThat(rows.completedStages(request.id()))
        .containsOnlyKeys("understanding:0", "retrieval:0", "script:0", "publishing:0");
  }

  @Test
  void events_tell_the_story_of_a_request() throws Exception {
    ContentRequest request = request("Explain mitosis", Modality.AUDIO, null);
    assertThat(new PushClient(vividly.pushUrl()).deliver(request).statusCode()).isEqualTo(200);
    assertThat(rows.request(request.id()).get("script_text")).isNotBlank();
    assertThat(claims(request.id())).isEqualTo(1);
  }

  private static int claims(RequestId id) throws SQLException {
    return Integer.parseInt(
        String.valueOf(
            rows.query("select attempts from content_requests where id = ?", id)
                .get(0)
                .get("attempts")));
  }

  private static List<Path> completedVideos() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("media"))) {
      // The scenes' segments are videos too, but none is as long as a whole one.
      List<Path> videos = files.filter(file -> file.toString().endsWith(".mp4")).toList();
      return videos.stream().filter(WholePathTest::hasSubtitles).toList();
    }
  }

  private static boolean hasSubtitles(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("tx3g");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ContentRequest request(
      String question, Modality modality, @Nullable String interest) {
    RequestId id = RequestId.random();
    return new ContentRequest(
        id,
        "test-" + id,
        "student",
        question,
        new GradeLevel(10),
        interest,
        Set.of(modality),
        modality,
        null);
  }
}
