package io.vividly.api;

import static io.vividly.api.ApiTester.QUESTION;
import static io.vividly.api.ApiTester.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vividly.core.model.RequestId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a call, the answer says what. */
class BadInputTest {

  private static final String MEGABYTE = "x".repeat(1024 * 1024);

  private static ApiTester api;

  @BeforeAll
  static void start() {
    api = ApiTester.start();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "student_query        | {\"grade_level\":7}",
        "student_query        | {\"student_query\":\"  \",\"grade_level\":7}",
        "student_query        | {\"student_query\":7,\"grade_level\":7}",
        "student_query        | {\"student_query\":[\"Why?\"],\"grade_level\":7}",
        "student_query        | {\"student_query\":\"a\\u0000b\",\"grade_level\":7}",
        "grade_level          | {\"student_query\":\"Why?\"}",
        "grade_level          | {\"student_query\":\"Why?\",\"grade_level\":13}",
        "grade_level          | {\"student_query\":\"Why?\",\"grade_level\":{}}",
        "grade_level          | {\"student_query\":\"Why?\",\"grade_level\":true}",
        "interest             | {\"student_query\":\"Why?\",\"grade_level\":7,\"interest\":1}",
        "requested_modalities | {\"student_query\":\"Why?\",\"grade_level\":7,\"requested_modalities\":\"video\"}",
        "requested_modalities | {\"student_query\":\"Why?\",\"grade_level\":7,\"requested_modalities\":[\"smell\"]}",
        "preferred_modality   | {\"student_query\":\"Why?\",\"grade_level\":7,\"preferred_modality\":5}",
        "student_id           | {\"student_query\":\"Why?\",\"grade_level\":7,\"student_id\":5}",
        "intrest              | {\"student_query\":\"Why?\",\"grade_level\":7,\"intrest\":\"chess\"}",
        "grade_level          | {\"student_query\":\"Why?\",\"grade_level\":7,\"grade_level\":8}",
      })
  void aFieldThatIsWrongIsNamed(String field, String body) {
    JsonNode problem = api.asStudent().post(REQUESTS, body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
    assertThat(problem.toString()).doesNotContain("Why?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "\"Why?\"", "null", "{} {}", "{\"a b c!\":1}"})
  void aBodyThatIsNoQuestionIsRefused(String body) {
    api.asStudent().post(REQUESTS, body).problem(400, "invalid");
  }

  @Test
  void aQueryOfAMegabyteIsTooLarge() {
    String body = QUESTION.replace("bounce", MEGABYTE);

    api.asStudent().post(REQUESTS, body).problem(413, "too_large");
    // In chunks, without an announced length.
    api.asStudent()
        .with("Content-Type", "application/json")
        .send(
            "POST",
            REQUESTS,
            BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .problem(413, "too_large");
  }

  @Test
  void aQueryThatFitsTheBodyButNotTheFieldIsRefused() {
    JsonNode problem =
        api.asStudent()
            .post(REQUESTS, QUESTION.replace("bounce", "x".repeat(2_000)))
            .problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo("student_query");
    assertThat(problem.get("detail").asText()).contains("2000");
  }

  @Test
  void onlyJsonIsTaken() {
    api.asStudent()
        .with("Content-Type", "text/plain")
        .send("POST", REQUESTS, BodyPublishers.ofString(QUESTION))
        .problem(415, "not_json");
    api.asStudent()
        .send("POST", REQUESTS, BodyPublishers.ofString(QUESTION))
        .problem(415, "not_json");
    assertThat(
            api.asStudent()
                .with("Content-Type", "Application/JSON; charset=utf-8")
                .send("POST", REQUESTS, BodyPublishers.ofString(QUESTION))
                .status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "AAAA", "%20", "!!!", "%F0%9F%92%A9"})
  void aCursorThatIsMadeUpIsRefused(String cursor) {
    JsonNode problem = api.asStudent().get(REQUESTS + "?cursor=" + cursor).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo("cursor");
  }

  @Test
  void aCursorThatWasChangedIsRefused() {
    api.ask("student-3");
    api.ask("student-3");
    String cursor =
        api.as(api.token("student-3"))
            .get(REQUESTS + "?limit=1")
            .json()
            .get("next_cursor")
            .asText();
    char first = cursor.charAt(3) == 'B' ? 'C' : 'B';
    String changed = cursor.substring(0, 3) + first + cursor.substring(4);

    api.asStudent().get(REQUESTS + "?cursor=" + changed).problem(400, "invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "x", "1000000000000"})
  void aLimitOutOfRangeIsRefused(String limit) {
    api.asStudent().get(REQUESTS + "?limit=" + limit).problem(400, "invalid");
  }

  @Test
  void anIdempotencyKeyMustBeOne() {
    api.asStudent().with("Idempotency-Key", "a b").post(REQUESTS, QUESTION).problem(400, "invalid");
    api.asStudent()
        .with("Idempotency-Key", "k".repeat(256))
        .post(REQUESTS, QUESTION)
        .problem(400, "invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"answer\":\"\"}", "{\"answer\":5}", "{\"text\":\"x\"}"})
  void aClarificationMustSaySomething(String body) {
    RequestId id = api.ask("student-1");

    JsonNode problem =
        api.asStudent().post(REQUESTS + "/" + id + "/clarify", body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isIn("answer", "text");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    api.asStudent().get("/api/v1/nothing").problem(404, "not_found");
    api.asNobody().get("/nothing").problem(404, "not_found");
  }

  @Test
  void anotherMethodIsNotAllowed() {
    var reply = api.asStudent().send("DELETE", REQUESTS, BodyPublishers.noBody());

    reply.problem(405, "method_not_allowed");
    assertThat(reply.header("Allow")).contains("GET").contains("POST");
  }

  @Test
  void whatIsNotHttpGetsAProblemToo() throws IOException {
    try (Socket socket = new Socket("localhost", api.server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("Content-Type: application/problem+json")
          .contains("\"status\":400");
    }
  }
}
