package io.vividly.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vividly.core.model.RequestId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CloudLogEncoderTest {

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Logger log = context.getLogger("io.vividly.test");

  @BeforeEach
  void start() {
    context.setMDCAdapter(MDC.getMDCAdapter());
    Encoder<ILoggingEvent> encoder =
        LogFormat.JSON.encoder(new LogFormat.Origin("p", "vividly-push", "7"), context);
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    log.addAppender(appender);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void a_line_has_the_fields_that_cloud_logging_knows() throws IOException {
    TraceContext trace = TraceContext.begin();
    RequestId id = RequestId.random();
    try (Scope scope = Scope.open(trace, null)) {
      scope.isAbout(id, "correlation-1");
      log.warn("two\nlines, {}", "\"quoted\"");
    }
    JsonNode line = line();
    assertThat(line.get("severity").asText()).isEqualTo("WARNING");
    assertThat(line.get("message").asText()).isEqualTo("two\nlines, \"quoted\"");
    assertThat(Instant.parse(line.get("timestamp").asText())).isBefore(Instant.MAX);
    assertThat(line.get("logging.googleapis.com/trace").asText())
        .isEqualTo("projects/p/traces/" + trace.traceId());
    assertThat(line.get("logging.googleapis.com/spanId").asText()).isEqualTo(trace.spanId());
    assertThat(line.at("/logging.googleapis.com~1labels/request_id").asText())
        .isEqualTo(id.toString());
    assertThat(line.at("/logging.googleapis.com~1labels/correlation_id").asText())
        .isEqualTo("correlation-1");
  }

  @Test
  void an_exception_is_written_as_java_prints_it() throws IOException {
    log.error("broken", new IllegalStateException("outer", new IOException("inner")));
    JsonNode line = line();
    assertThat(line.get("severity").asText()).isEqualTo("ERROR");
    assertThat(line.get("stack_trace").asText())
        .startsWith("java.lang.IllegalStateException: outer\n\tat io.vividly.app.observe.")
        .containsPattern("\nCaused by: java.io.IOException: inner\n\t\\.\\.\\. \\d+ more");
    assertThat(line.at("/serviceContext/service").asText()).isEqualTo("vividly-push");
    assertThat(line.at("/serviceContext/version").asText()).isEqualTo("7");
  }

  @Test
  void labels_end_with_their_scope() throws IOException {
    Scope.open(TraceContext.begin(), null).close();
    log.info("outside");
    assertThat(line().has("logging.googleapis.com/trace")).isFalse();
  }

  private JsonNode line() throws IOException {
    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("}\n");
    assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
    return new ObjectMapper().readTree(text);
  }
}
