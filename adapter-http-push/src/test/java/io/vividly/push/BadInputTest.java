package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.push.PushTester.Answered;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a valid message gets a 400 that says why, and is kept as it came. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadInputTest {

  private static final PushTester tester = new PushTester();

  @AfterAll
  static void close() {
    tester.close();
  }

  static Stream<Arguments> badPayloads() {
    return Stream.of(
        bad("not JSON", "", "hello"),
        bad("empty", "", ""),
        bad("half a JSON object", "", "{\"request_id\":"),
        bad("an array", "", "[1, 2]"),
        bad("a string", "", "\"hello\""),
        bad("null", "", "null"),
        bad("two objects", "", "{} {}"),
        bad("no request id", "request_id", without("request_id")),
        bad("no student id", "student_id", without("student_id")),
        bad("no query", "student_query", without("student_query")),
        bad("no grade", "grade_level", without("grade_level")),
        bad("blank student id", "student_id", with("student_id", "  ")),
        bad("blank query", "student_query", with("student_query", " \n\t ")),
        bad("null query", "student_query", PushTester.payload().putNull("student_query")),
        bad("a number as a query", "student_query", PushTester.payload().put("student_query", 5)),
        bad("rubbish as an id", "request_id", with("request_id", "rubbish")),
        bad("a short UUID", "request_id", with("request_id", "1-1-1-1-1")),
        bad(
            "a UUID with a tail",
            "request_id",
            with("request_id", PushTester.idOf(PushTester.payload()) + "x")),
        bad("grade 0", "grade_level", PushTester.payload().put("grade_level", 0)),
        bad("grade 13", "grade_level", PushTester.payload().put("grade_level", 13)),
        bad("grade -1", "grade_level", PushTester.payload().put("grade_level", -1)),
        bad("grade 9.5", "grade_level", PushTester.payload().put("grade_level", 9.5)),
        bad("grade tenth", "grade_level", with("grade_level", "tenth")),
        bad("a query of 2001 characters", "student_query", with("student_query", "a".repeat(2001))),
        bad("a query with control characters", "student_query", with("student_query", "a\u0000b")),
        bad("an unknown modality", "requested_modalities", modality("smell")),
        bad("an unknown environment", "environment", with("environment", "moon")),
        bad(
            "a field twice",
            "student_id",
            PushTester.payload().toString().replaceFirst("\\{", "{\"student_id\":\"x\",")),
        bad("deep nesting", "a", "{\"a\":".repeat(1000) + "1" + "}".repeat(1000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badPayloads")
  void aBadPayloadIsRejectedAndKept(String name, String field, String payload) {
    ObjectNode envelope = tester.envelope(payload);

    Answered answer = tester.post(envelope.toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(answer.message()).isNotBlank();
    assertThat(tester.lastRejected().messageId())
        .isEqualTo(envelope.at("/message/messageId").asText());
    assertThat(tester.lastRejected().body()).isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> badEnvelopes() {
    return Stream.of(
        Arguments.of(
            "not base64", "message.data", "{'message':{'data':'%%%','messageId':'E1'}}", "E1"),
        Arguments.of(
            "data that is no text",
            "message.data",
            "{'message':{'data':5,'messageId':'E2'}}",
            "E2"),
        Arguments.of(
            "neither data nor attributes", "message", "{'message':{'message_id':'E3'}}", "E3"),
        Arguments.of("null data", "message", "{'message':{'data':null,'messageId':'E4'}}", "E4"),
        Arguments.of(
            "attributes that are no object",
            "message.attributes",
            "{'message':{'data':'e30=','attributes':[],'messageId':'E5'}}",
            "E5"),
        Arguments.of(
            "an attribute that is no text",
            "message.attributes",
            "{'message':{'data':'e30=','attributes':{'a':1},'messageId':'E6'}}",
            "E6"),
        Arguments.of("a message that is no object", "message", "{'message':'hello'}", null),
        Arguments.of("no message", "message", "{'subscription':'s'}", null),
        Arguments.of(
            "a field of the message twice",
            "message.data",
            "{'message':{'data':'e30=','data':'e30='}}",
            null),
        Arguments.of(
            "the message twice", "message", "{'message':{'data':'e30='},'message':{}}", null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badEnvelopes")
  void aBadEnvelopeIsRejectedAndKeptAsAWhole(
      String name, String field, String quoted, String messageId) {
    String body = quoted.replace('\'', '"');

    Answered answer = tester.post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(tester.lastRejected().body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    if (messageId == null) {
      assertThat(tester.lastRejected().messageId()).startsWith("sha256-");
    } else {
      assertThat(tester.lastRejected().messageId()).isEqualTo(messageId);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "", "[]", "42", "{", "a=b&c=d", "{\"a\":1} x"})
  void aBodyThatIsNoEnvelopeIsKeptToo(String body) {
    Answered answer = tester.post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(tester.lastRejected().body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void attributesWithoutDataAreAMessageWithoutABody() {
    Answered answer =
        tester.post("{\"message\":{\"attributes\":{\"a\":\"b\"},\"messageId\":\"attributes\"}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(tester.lastRejected().attributes()).containsEntry("a", "b");
  }

  @Test
  void theSameBadMessageIsKeptOnce() {
    String body = "{\"message\":{\"data\":\"%\",\"messageId\":\"again\"}}";

    tester.post(body);
    tester.post(body);

    assertThat(tester.rejected.all())
        .filteredOn(kept -> kept.delivery().messageId().equals("again"))
        .singleElement()
        .satisfies(kept -> assertThat(kept.timesSeen()).isEqualTo(2));
  }

  static Stream<Arguments> oddButGood() {
    ObjectNode capitals = PushTester.payload();
    capitals.put("request_id", capitals.get("request_id").asText().toUpperCase(Locale.ROOT));
    return Stream.of(
        Arguments.of("a UUID in capitals", capitals),
        Arguments.of("the grade as text", with("grade_level", "10")),
        Arguments.of("the grade in words", with("grade_level", "10th grade")),
        Arguments.of("only emoji", with("student_query", "🏀🤔❓")),
        Arguments.of("right-to-left text", with("student_query", "למה השמיים כחולים؟ لماذا")),
        Arguments.of("2000 emoji", with("student_query", "🏀".repeat(2000))),
        Arguments.of("an unknown field", with("shoe_size", "42")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddButGood")
  void whatIsOnlyOddGoesThrough(String name, ObjectNode payload) {
    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asText()).isEqualTo("completed");
  }

  @ParameterizedTest
  @CsvSource({"text/html", "application/x-www-form-urlencoded", "application/octet-stream", "x"})
  void theContentTypeDoesNotMatter(String contentType) {
    String body = tester.envelope(PushTester.payload().toString()).toString();

    assertThat(tester.post(body, "Content-Type", contentType).status()).isEqualTo(200);
  }

  @Test
  void anErrorDoesNotQuoteTheStudent() {
    String secret = "my-secret-words";

    assertThat(tester.post(secret).body().toString()).doesNotContain(secret);
    assertThat(tester.push(with("grade_level", secret)).body().toString()).doesNotContain(secret);
    assertThat(tester.push(with("student_query", "\u0000" + secret)).body().toString())
        .doesNotContain(secret);
  }

  private static Arguments bad(String name, String field, Object payload) {
    return Arguments.of(name, field, payload.toString());
  }

  private static ObjectNode without(String field) {
    ObjectNode payload = PushTester.payload();
    payload.remove(field);
    return payload;
  }

  private static ObjectNode with(String field, String value) {
    return PushTester.payload().put(field, value);
  }

  private static ObjectNode modality(String name) {
    ObjectNode payload = PushTester.payload();
    payload.putArray("requested_modalities").add(name);
    return payload;
  }
}
