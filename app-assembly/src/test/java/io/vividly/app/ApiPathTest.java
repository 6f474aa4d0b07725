package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vividly.api.ApiTokens;
import io.vividly.core.model.RequestId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A student's whole way: asks one process, follows another, and a third does the work; they share a
 * database.
 */
@Timeout(300)
class ApiPathTest {

  private static final String REQUESTS = "api/v1/content/requests";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path home;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Resources OPEN = new Resources();

  private static ApiService asking;
  private static ApiService following;
  private static Rows rows;
  private static String token;

  @BeforeAll
  static void start() throws IOException, SQLException {
    EmbeddedDatabase database = OPEN.add(EmbeddedDatabase.open(home.resolve("postgres")));
    Settings settings =
        Settings.from(
            Map.of(
                "PORT", "0",
                "VIVIDLY_HOME", home.toString(),
                "DATABASE_URL", database.url()));
    asking = OPEN.add(ApiService.start(settings));
    following = OPEN.add(ApiService.start(settings));
    OPEN.add(Vividly.start(settings, Vividly.Role.ALL, List.of(), step -> {}));
    rows = OPEN.add(new Rows(database.url()));
    token =
        new ApiTokens(SecretKeyFile.key(settings), Clock.systemUTC())
            .issue("student-1", ApiTokens.Role.STUDENT, Duration.ofHours(1));
  }

  @AfterAll
  static void stop() {
    OPEN.close();
  }

  @Test
  void a_question_is_asked_followed_and_answered() throws Exception {
    JsonNode asked = ask("What is Ohm's law?");
    List<String> events = new ArrayList<>();
    JsonNode finished = follow(asked.at("/links/events").asText(), events);

    assertThat(finished.get("status").asText()).isEqualTo("completed");
    assertThat(finished.get("topic").asText()).isEqualTo("Ohm's law");
    assertThat(events).contains("stage", "partial").endsWith("finished");
    JsonNode transcript = file(finished, "transcript");
    HttpResponse<String> text =
        CLIENT.send(
            HttpRequest.newBuilder(following.url().resolve(transcript.get("url").asText())).build(),
            BodyHandlers.ofString());
    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(text.body()).contains("## Sources");
  }

  @Test
  void a_question_that_means_several_things_is_asked_back_and_then_answered() throws Exception {
    JsonNode asked = ask("Newton's law");
    JsonNode unclear = follow(asked.at("/links/events").asText(), new ArrayList<>());
    assertThat(unclear.get("status").asText()).isEqualTo("clarification_needed");
    assertThat(unclear.get("clarifying_questions").toString()).contains("third law");

    JsonNode clarified =
        json(post(unclear.at("/links/clarify").asText(), "{\"answer\":\"the third law\"}"), 202);
    JsonNode finished = follow(clarified.at("/links/events").asText(), new ArrayList<>());

    assertThat(finished.get("status").asText()).as(finished.toString()).isEqualTo("completed");
    assertThat(finished.get("topic").asText()).isEqualTo("Newton's third law");
  }

  @Test
  void a_cancelled_request_is_not_worked_on() throws Exception {
    JsonNode asked = ask("How does photosynthesis work?");
    HttpResponse<String> answer = post(asked.at("/links/cancel").asText(), "");

    // It may have been quicker.
    assertThat(answer.statusCode()).isIn(200, 409);
    String status = answer.statusCode() == 200 ? "cancelled" : "completed";
    JsonNode finished = follow(asked.at("/links/events").asText(), new ArrayList<>());
    assertThat(finished.get("status").asText()).isEqualTo(status);
    assertThat(rows.request(RequestId.parse(finished.get("request_id").asText())))
        .containsEntry("status", status);
  }

  private static JsonNode ask(String question) throws Exception {
    String body =
        "{\"student_query\":\""
            + question
            + "\",\"grade_level\":10,\"requested_modalities\":[\"text\"]}";
    return json(post("/" + REQUESTS, body), 202);
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return CLIENT.send(
        request(asking, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return MAPPER.readTree(response.body());
  }

  /** Follows to the end, and gives the data of the last event. */
  private static JsonNode follow(String path, List<String> events) throws Exception {
    var response = CLIENT.send(request(following, path).build(), BodyHandlers.ofInputStream());
    String data = "";
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("event: ")) {
          events.add(line.substring("event: ".length()));
        } else if (line.startsWith("data: ")) {
          data = line.substring("data: ".length());
        }
      }
    }
    return MAPPER.readTree(data);
  }

  private static HttpRequest.Builder request(ApiService api, String path) {
    URI uri = api.url().resolve(path);
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
  }

  private static JsonNode file(JsonNode request, String kind) {
    for (JsonNode file : request.at("/answer/files")) {
      if (file.get("kind").asText().equals(kind)) {
        return file;
      }
    }
    throw new AssertionError("no " + kind + " in " + request);
  }
}
