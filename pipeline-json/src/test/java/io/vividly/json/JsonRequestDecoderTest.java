package io.vividly.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Environment;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RequestDecoder;
import io.vividly.testkit.RequestDecoderContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRequestDecoderTest extends RequestDecoderContract {

  private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private final JsonRequestDecoder decoder = new JsonRequestDecoder();

  @Override
  protected RequestDecoder decoder() {
    return decoder;
  }

  @Override
  protected byte[] encoded(ContentRequest request) {
    return new JsonRequestEncoder().encode(request);
  }

  @Test
  void readsTheRequiredFieldsAndMakesUpTheOthers() {
    ContentRequest request = decode(message("student_query", "\"Why is the sky blue?\""));

    assertThat(request.id()).hasToString(ID);
    assertThat(request.correlationId()).isEqualTo(ID);
    assertThat(request.studentId()).isEqualTo("student-7");
    assertThat(request.query()).isEqualTo("Why is the sky blue?");
    assertThat(request.grade()).isEqualTo(new GradeLevel(10));
    assertThat(request.interest()).isNull();
    assertThat(request.requestedModalities()).containsExactly(Modality.VIDEO);
    assertThat(request.preferredModality()).isEqualTo(Modality.VIDEO);
    assertThat(request.environment()).isNull();
  }

  @Test
  void readsTheOptionalFields() {
    ContentRequest request =
        decode(
            """
            {"request_id":"%s","student_id":"s","student_query":"q","grade_level":3,
             "correlation_id":"c-1","interest":" chess ","requested_modalities":["text","AUDIO"],
             "preferred_modality":"text","environment":"staging"}"""
                .formatted(ID));

    assertThat(request.correlationId()).isEqualTo("c-1");
    assertThat(request.interest()).isEqualTo("chess");
    assertThat(request.requestedModalities())
        .containsExactlyInAnyOrder(Modality.TEXT, Modality.AUDIO);
    assertThat(request.preferredModality()).isEqualTo(Modality.TEXT);
    assertThat(request.environment()).isEqualTo(Environment.STAGING);
  }

  @Test
  void prefersTheRichestRequestedModalityWhenNoneIsSaid() {
    assertThat(decode(message("requested_modalities", "[\"text\",\"audio\"]")).preferredModality())
        .isEqualTo(Modality.AUDIO);
  }

  @Test
  void givesTheSameRequestForEveryDelivery() {
    String message = message("student_query", "\"q\"");

    assertThat(decode(message)).isEqualTo(decode(message));
  }

  @Test
  void ignoresUnknownFieldsAndTakesNullForAbsent() {
    assertThat(decode(message("colour", "{\"deep\":[1,2,{\"er\":null}]}"))).isNotNull();
    assertThat(decode(message("interest", "null")).interest()).isNull();
    rejects(message("student_id", "null")).returns("student_id", InvalidMessageException::field);
  }

  @Test
  void takesAnUpperCaseUuid() {
    assertThat(decode(message("request_id", "\"0F8FAD5B-D9CB-469F-A165-70867728950E\"")).id())
        .hasToString(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10.0",
        "1e1",
        "\"10\"",
        "\" 10 \"",
        "\"10th\"",
        "\"10th grade\"",
        "\"10th-grade\"",
        "\"Grade 10\"",
        "\"grade10\"",
        "\"10TH GRADE\"",
        "\"10th grader\"",
        "\"Year 10\""
      })
  void readsAGradeFromANumberOrText(String grade) {
    assertThat(decode(message("grade_level", grade)).grade()).isEqualTo(new GradeLevel(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "13",
        "-1",
        "10.5",
        "1e300",
        "1e-300",
        "4294967306",
        "true",
        "[10]",
        "{}",
        "\"\"",
        "\"tenth\"",
        "\"0\"",
        "\"13\"",
        "\"10.5\"",
        "\"-3\"",
        "\"110\"",
        "\"10 or 11\"",
        "\"\\u0661\\u0660\""
      })
  void refusesAnyOtherGrade(String grade) {
    rejects(message("grade_level", grade))
        .returns("grade_level", InvalidMessageException::field)
        .extracting(InvalidMessageException::problem, InstanceOfAssertFactories.STRING)
        .contains("grade_level", "from 1 to 12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"request_id", "student_id", "student_query", "grade_level"})
  void refusesAMessageWithoutARequiredField(String field) {
    rejects(message(field, null))
        .returns(field, InvalidMessageException::field)
        .extracting(InvalidMessageException::problem, InstanceOfAssertFactories.STRING)
        .contains("missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "request_id|\"1-1-1-1-1\"",
        "request_id|\"0f8fad5b-d9cb-469f-a165-70867728950e;drop\"",
        "request_id|\"{0f8fad5b-d9cb-469f-a165-70867728950e}\"",
        "request_id|\"\"",
        "request_id|17",
        "student_id|\"  \"",
        "student_id|17",
        "student_id|\"a\\u0000b\"",
        "student_id|\"a\\nb\"",
        "student_id|[\"s\"]",
        "student_query|\"\"",
        "student_query|\" \\n\\t \"",
        "student_query|\"\\u00a0\\u200b\\ufeff\"",
        "student_query|17",
        "student_query|{\"text\":\"q\"}",
        "student_query|\"NUL \\u0000\"",
        "student_query|\"bell \\u0007\"",
        "student_query|\"escape \\u001b[31m\"",
        "student_query|\"delete \\u007f\"",
        "student_query|\"half \\ud83d\"",
        "student_query|\"half \\udca9 too\"",
        "correlation_id|17",
        "correlation_id|\"c\\u0000\"",
        "interest|17",
        "interest|\"chess\\u0000\"",
        "requested_modalities|\"video\"",
        "requested_modalities|[\"smell\"]",
        "requested_modalities|[1]",
        "requested_modalities|[null]",
        "preferred_modality|\"smell\"",
        "preferred_modality|3",
        "environment|\"moon\"",
        "environment|1",
      })
  void namesTheFieldAtFault(String field, String value) {
    rejects(message(field, value))
        .returns(field, InvalidMessageException::field)
        .extracting(InvalidMessageException::problem, InstanceOfAssertFactories.STRING)
        .contains("\"" + field + "\"");
  }

  @Test
  void boundsTheLengthOfTextInCodePoints() {
    assertThat(decode(message("student_query", quoted("💡".repeat(2_000)))).query()).hasSize(4_000);
    assertThat(decode(message("student_id", quoted("s".repeat(255)))).studentId()).hasSize(255);
    assertThat(decode(message("interest", quoted("i".repeat(200)))).interest()).hasSize(200);

    rejects(message("student_query", quoted("💡".repeat(2_001))))
        .returns("student_query", InvalidMessageException::field);
    rejects(message("student_id", quoted("s".repeat(256))))
        .returns("student_id", InvalidMessageException::field);
    rejects(message("correlation_id", quoted("c".repeat(256))))
        .returns("correlation_id", InvalidMessageException::field);
    rejects(message("interest", quoted("i".repeat(201))))
        .returns("interest", InvalidMessageException::field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"🙂🙃", "למה השמיים כחולים?", "لماذا السماء زرقاء؟", "a\\tb\\r\\nc", "👩‍🔬"})
  void letsOtherTextThrough(String query) {
    String expected = query.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");

    assertThat(decode(message("student_query", quoted(query))).query()).isEqualTo(expected);
  }

  @Test
  void takesABlankInterestOrCorrelationIdForNone() {
    assertThat(decode(message("interest", "\" \"")).interest()).isNull();
    assertThat(decode(message("correlation_id", "\"\"")).correlationId()).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "17",
        "\"text\"",
        "not json",
        "{",
        "{\"request_id\":",
        "{} {}",
        "{}x",
        "{'a':1}",
        "<xml/>"
      })
  void refusesWhatIsNotOneJsonObject(String body) {
    rejects(body).returns(null, InvalidMessageException::field);
  }

  @Test
  void refusesDuplicateFields() {
    rejects("{\"Dear diary\":1,\"Dear diary\":2}").returns(null, InvalidMessageException::field);
    rejects("{\"a\":{\"Dear diary\":1,\"Dear diary\":2}}")
        .returns("a", InvalidMessageException::field);
    rejects("{\"grade_level\":1,\"grade_level\":2}")
        .returns("grade_level", InvalidMessageException::field)
        .extracting(InvalidMessageException::problem, InstanceOfAssertFactories.STRING)
        .contains("twice");
  }

  @Test
  void refusesDeepNestingAndEndlessNumbers() {
    rejects("{\"a\":" + "[".repeat(100_000))
        .returns("a", InvalidMessageException::field)
        .extracting(InvalidMessageException::problem, InstanceOfAssertFactories.STRING)
        .contains("nests deeper");
    rejects("{\"grade_level\":" + "1".repeat(100_000) + "}")
        .returns("grade_level", InvalidMessageException::field);
  }

  @Test
  void takesAByteOrderMarkButNoOtherEncoding() {
    String message = message("student_query", "\"é\"");

    assertThat(decode("\uFEFF" + message).query()).isEqualTo("é");
    assertThatThrownBy(
            () -> decoder.decode(delivery(message.getBytes(StandardCharsets.ISO_8859_1))))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> decoder.decode(delivery(message.getBytes(StandardCharsets.UTF_16LE))))
        .isInstanceOf(InvalidMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"student_query\": secretwords}",
        "{\"student_query\":\"secretwords\\u0000\"}",
        "{\"student_query\":\"secretwords\" \"secretwords\"}",
        "{\"secretwords\":1,\"secretwords\":2}",
        "secretwords",
      })
  void neverQuotesTheStudent(String body) {
    assertThatThrownBy(() -> decode(body))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageNotContaining("secretwords")
        .hasNoCause();
  }

  @Test
  void readsWhatTheEncoderWrites() {
    JsonRequestEncoder encoder = new JsonRequestEncoder();
    ContentRequest plain = decode(message("student_query", "\"Why \\\"now\\\"? 💡\""));
    ContentRequest full =
        new ContentRequest(
            plain.id(),
            "c",
            "s",
            "line one\nline two",
            new GradeLevel(1),
            "chess",
            Set.of(Modality.TEXT, Modality.VIDEO),
            Modality.TEXT,
            Environment.DEV);

    for (ContentRequest request : new ContentRequest[] {plain, full}) {
      assertThat(decoder.decode(delivery(encoder.encode(request)))).isEqualTo(request);
    }
    assertThat(encoder.attributes(plain))
        .isEqualTo(Map.of("request_id", ID, "student_id", "student-7"));
    assertThat(encoder.attributes(full)).containsEntry("environment", "dev");
  }

  private ContentRequest decode(String body) {
    return decoder.decode(delivery(body.getBytes(StandardCharsets.UTF_8)));
  }

  private ObjectAssert<InvalidMessageException> rejects(String body) {
    return new ObjectAssert<>(
        catchThrowableOfType(InvalidMessageException.class, () -> decode(body)));
  }

  /** A valid message, but for one field, which is replaced or, when null, left out. */
  private static String message(String field, String value) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("request_id", quoted(ID));
    fields.put("student_id", "\"student-7\"");
    fields.put("student_query", "\"Why?\"");
    fields.put("grade_level", "10");
    if (value == null) {
      fields.remove(field);
    } else {
      fields.put(field, value);
    }
    return fields.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static Delivery delivery(byte[] body) {
    return new Delivery("m-1", null, null, Map.of(), body, Instant.EPOCH);
  }
}
