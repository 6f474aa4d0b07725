package io.vividly.api;

import static io.vividly.api.ApiTester.QUESTION;
import static io.vividly.api.ApiTester.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vividly.api.ApiTester.Reply;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking, looking, cancelling, clarifying. */
class RequestsTest {

  private final ApiTester api = ApiTester.start();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aQuestionIsAcceptedAndCanBeLookedUp() {
    Reply accepted = api.asStudent().post(REQUESTS, QUESTION);

    assertThat(accepted.status()).isEqualTo(202);
    JsonNode request = accepted.json();
    String path = REQUESTS + "/" + request.get("request_id").asText();
    assertThat(accepted.header("Location")).isEqualTo(path);
    assertThat(request.get("status").asText()).isEqualTo("pending");
    assertThat(request.get("student_id").asText()).isEqualTo("student-1");
    assertThat(request.get("requested_modalities")).hasSize(1);
    assertThat(request.at("/links/events").asText()).isEqualTo(path + "/events");
    assertThat(api.asStudent().get(path).json()).isEqualTo(request);
    assertThat(api.asStudent().head(path).status()).isEqualTo(200);
    assertThat(api.outbox.take(10, Duration.ofMinutes(1))).hasSize(1);
  }

  @Test
  void aFinishedRequestShowsItsAnswerAndWhereItsFilesAre() {
    RequestId id = api.ask("student-1");
    api.answer(id, new byte[] {1, 2, 3});

    JsonNode request = api.asStudent().get(REQUESTS + "/" + id).json();

    assertThat(request.get("status").asText()).isEqualTo("completed");
    assertThat(request.get("progress").asInt()).isEqualTo(100);
    assertThat(request.at("/answer/title").asText()).isEqualTo("Bouncing");
    assertThat(request.at("/answer/duration_seconds").asDouble()).isEqualTo(90.5);
    JsonNode video = request.at("/answer/files/0");
    assertThat(video.get("kind").asText()).isEqualTo("video");
    assertThat(video.get("size").asInt()).isEqualTo(3);
    assertThat(api.asNobody().get(video.get("url").asText()).body()).containsExactly(1, 2, 3);
    assertThat(request.at("/links").has("cancel")).isFalse();
  }

  @Test
  void aStudentIsToldThatItFailedAndAnOperatorWhy() {
    RequestId id = api.ask("student-1");
    api.end(id, new Outcome.Failed(new StageFailure(Stage.SCRIPT, true, "quota is used up", "X")));

    JsonNode toStudent = api.asStudent().get(REQUESTS + "/" + id).json().get("error");
    JsonNode toOperator = api.asOperator().get(REQUESTS + "/" + id).json().get("error");

    assertThat(toStudent.get("message").asText()).contains("could not be written");
    assertThat(toStudent.toString()).doesNotContain("quota");
    assertThat(toOperator.get("detail").asText()).isEqualTo("quota is used up");
  }

  @Test
  void whatIsOutOfScopeSaysWhy() {
    RequestId id = api.ask("student-1");
    api.end(id, new Outcome.OutOfScope("It is not about school."));

    assertThat(api.asStudent().get(REQUESTS + "/" + id).json().get("out_of_scope_reason").asText())
        .isEqualTo("It is not about school.");
  }

  @Test
  void theSameKeyAndBodyGiveTheSameRequest() {
    Reply first = api.asStudent().with("Idempotency-Key", "k-1").post(REQUESTS, QUESTION);
    Reply second = api.asStudent().with("Idempotency-Key", "k-1").post(REQUESTS, QUESTION);

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void theSameKeyWithAnotherBodyConflicts() {
    api.asStudent().with("Idempotency-Key", "k-1").post(REQUESTS, QUESTION);

    api.asStudent()
        .with("Idempotency-Key", "k-1")
        .post(REQUESTS, QUESTION.replace("bounce", "roll"))
        .problem(409, "idempotency_conflict");
  }

  @Test
  void aStudentSeesOnlyTheOwnRequests() {
    RequestId own = api.ask("student-1");
    RequestId other = api.ask("student-2");
    String path = REQUESTS + "/" + other;

    JsonNode unknown =
        api.asStudent().get(REQUESTS + "/" + RequestId.random()).problem(404, "no_such_request");

    assertThat(api.asStudent().get(path).problem(404, "no_such_request")).isEqualTo(unknown);
    api.asStudent().get(path + "/events").problem(404, "no_such_request");
    api.asStudent().post(path + "/cancel").problem(404, "no_such_request");
    api.asStudent().post(path + "/clarify", "{\"answer\":\"x\"}").problem(404, "no_such_request");
    api.asStudent().get(REQUESTS + "/not-an-id").problem(404, "no_such_request");
    assertThat(ids(api.asStudent().get(REQUESTS))).containsExactly(own.toString());
    assertThat(api.asOperator().get(path).status()).isEqualTo(200);
    assertThat(ids(api.asOperator().get(REQUESTS))).hasSize(2);
    assertThat(ids(api.asOperator().get(REQUESTS + "?student_id=student-2")))
        .containsExactly(other.toString());
    assertThat(
            api.asStudent()
                .get(REQUESTS + "?student_id=student-2")
                .problem(400, "invalid")
                .get("field")
                .asText())
        .isEqualTo("student_id");
  }

  @Test
  void anOperatorAsksForAStudent() {
    String body = QUESTION.replace("{", "{\"student_id\":\"student-9\",");

    assertThat(api.asOperator().post(REQUESTS, body).json().get("student_id").asText())
        .isEqualTo("student-9");
    assertThat(
            api.asOperator().post(REQUESTS, QUESTION).problem(400, "invalid").get("field").asText())
        .isEqualTo("student_id");
    assertThat(api.asStudent().post(REQUESTS, body).problem(400, "invalid").get("field").asText())
        .isEqualTo("student_id");
  }

  @Test
  void aListGoesFromCursorToCursor() {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asked.add(api.ask("student-1").toString());
    }

    List<String> seen = new ArrayList<>();
    String next = REQUESTS + "?limit=2";
    int pages = 0;
    while (!next.isEmpty()) {
      Reply page = api.asStudent().get(next);
      seen.addAll(ids(page));
      pages++;
      String cursor = page.json().path("next_cursor").asText();
      next = cursor.isEmpty() ? "" : REQUESTS + "?limit=2&cursor=" + cursor;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(asked);
  }

  @Test
  void aListCanBeOfOneStatus() {
    RequestId cancelled = api.ask("student-1");
    api.ask("student-1");
    api.asStudent().post(REQUESTS + "/" + cancelled + "/cancel");

    assertThat(ids(api.asStudent().get(REQUESTS + "?status=cancelled")))
        .containsExactly(cancelled.toString());
    api.asStudent().get(REQUESTS + "?status=lost").problem(400, "invalid");
  }

  @Test
  void aWaitingRequestCanBeCancelledOnce() {
    String path = REQUESTS + "/" + api.ask("student-1");

    Reply cancelled = api.asStudent().post(path + "/cancel");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().get("status").asText()).isEqualTo("cancelled");

    JsonNode problem = api.asStudent().post(path + "/cancel").problem(409, "not_possible");
    assertThat(problem.get("request_status").asText()).isEqualTo("cancelled");
  }

  @Test
  void aClarificationIsAnsweredAndTheWorkGoesOn() {
    RequestId id = api.ask("student-1");
    api.end(id, new Outcome.ClarificationNeeded(List.of("Which ball?")));
    String path = REQUESTS + "/" + id;
    JsonNode asking = api.asStudent().get(path).json();
    assertThat(asking.at("/clarifying_questions/0").asText()).isEqualTo("Which ball?");

    Reply clarified =
        api.asStudent().post(asking.at("/links/clarify").asText(), "{\"answer\":\"A basketball\"}");

    assertThat(clarified.status()).isEqualTo(202);
    assertThat(clarified.json().get("status").asText()).isEqualTo("pending");
    assertThat(clarified.json().get("student_query").asText()).startsWith("A basketball\n");
    JsonNode problem =
        api.asStudent()
            .post(path + "/clarify", "{\"answer\":\"Again\"}")
            .problem(409, "not_possible");
    assertThat(problem.get("request_status").asText()).isEqualTo("pending");
  }

  private static List<String> ids(Reply page) {
    return page.json().get("requests").findValuesAsText("request_id");
  }
}
