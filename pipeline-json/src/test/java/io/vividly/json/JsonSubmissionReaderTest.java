package io.vividly.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Environment;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.InvalidMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSubmissionReaderTest {

  private static final RequestId ID = RequestId.random();

  private final JsonSubmissionReader reader = new JsonSubmissionReader();

  @Test
  void readsAllThatCanBeSaid() {
    String body =
        """
        {"student_query": " Why? ", "grade_level": "7th grade", "interest": "chess",
         "requested_modalities": ["text", "audio"], "preferred_modality": "text",
         "correlation_id": "c-1", "student_id": "s-1"}
        """;

    assertThat(reader.submission(utf8(body), ID, "s-1", Environment.DEV))
        .isEqualTo(
            new ContentRequest(
                ID,
                "c-1",
                "s-1",
                "Why?",
                new GradeLevel(7),
                "chess",
                Set.of(Modality.TEXT, Modality.AUDIO),
                Modality.TEXT,
                Environment.DEV));
  }

  @Test
  void needsOnlyAQuestionAndAGrade() {
    ContentRequest request =
        reader.submission(utf8("{\"student_query\":\"Why?\",\"grade_level\":7}"), ID, "s-1", null);

    assertThat(request.studentId()).isEqualTo("s-1");
    assertThat(request.correlationId()).isEqualTo(ID.toString());
    assertThat(request.requestedModalities()).containsExactly(Modality.VIDEO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "student_id | {\"student_query\":\"Why?\",\"grade_level\":7,\"student_id\":\"s-2\"}",
        "request_id | {\"student_query\":\"Why?\",\"grade_level\":7,\"request_id\":\"x\"}",
        "           | {\"student_query\":\"Why?\",\"grade_level\":7,\"Wie geht's\":\"x\"}",
        "grade_level | {\"student_query\":\"Why?\",\"grade_level\":0}",
      })
  void namesTheFieldAtFaultAndQuotesNothing(String field, String body) {
    InvalidMessageException problem =
        catchThrowableOfType(
            InvalidMessageException.class, () -> reader.submission(utf8(body), ID, "s-1", null));

    assertThat(problem.field()).isEqualTo(field);
    assertThat(problem.problem()).doesNotContain("Why").doesNotContain("Wie").doesNotContain("s-2");
  }

  @Test
  void whoAsksForAStudentHasToSayForWhich() {
    InvalidMessageException problem =
        catchThrowableOfType(
            InvalidMessageException.class,
            () ->
                reader.submission(
                    utf8("{\"student_query\":\"Why?\",\"grade_level\":7}"), ID, null, null));

    assertThat(problem.field()).isEqualTo("student_id");
  }

  @Test
  void readsAClarification() {
    assertThat(reader.clarification(utf8("{\"answer\":\" The third \"}"))).isEqualTo("The third");
    assertThat(
            catchThrowableOfType(
                    InvalidMessageException.class,
                    () -> reader.clarification(utf8("{\"answer\":\"" + "x".repeat(501) + "\"}")))
                .field())
        .isEqualTo("answer");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
