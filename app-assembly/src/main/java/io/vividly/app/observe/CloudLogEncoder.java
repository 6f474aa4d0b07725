package io.vividly.app.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for each event, in the form that Cloud Logging takes apart (<a
 * href="https://cloud.google.com/logging/docs/structured-logging">structured logging</a>). A stack
 * trace is written as Java prints it, which is the form that Error Reporting finds and groups by
 * (<a href="https://cloud.google.com/error-reporting/docs/formatting-error-messages">formats</a>).
 */
final class CloudLogEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = new byte[0];

  private final JsonFactory json = new JsonFactory();
  private final LogFormat.Origin origin;

  CloudLogEncoder(LogFormat.Origin origin) {
    this.origin = origin;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("severity", severity(event.getLevel()));
      out.writeStringField("timestamp", event.getInstant().toString());
      out.writeStringField("message", event.getFormattedMessage());
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField("thread", event.getThreadName());
      writeTrace(out, event.getMDCPropertyMap());
      writeLabels(out, event.getMDCPropertyMap());
      if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
        out.writeStringField("stack_trace", printed(proxy.getThrowable()));
      }
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        writeService(out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static String severity(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "ERROR";
      case Level.WARN_INT -> "WARNING";
      case Level.INFO_INT -> "INFO";
      default -> "DEBUG";
    };
  }

  private void writeTrace(JsonGenerator out, Map<String, String> context) throws IOException {
    String trace = context.get(Scope.TRACE_ID);
    if (trace != null) {
      String project = origin.project();
      out.writeStringField(
          "logging.googleapis.com/trace",
          project == null ? trace : "projects/" + project + "/traces/" + trace);
      write(out, "logging.googleapis.com/spanId", context.get(Scope.SPAN_ID));
    }
  }

  private static void writeLabels(JsonGenerator out, Map<String, String> context)
      throws IOException {
    if (context.containsKey(Scope.REQUEST_ID)) {
      out.writeObjectFieldStart("logging.googleapis.com/labels");
      write(out, Scope.REQUEST_ID, context.get(Scope.REQUEST_ID));
      write(out, Scope.CORRELATION_ID, context.get(Scope.CORRELATION_ID));
      out.writeEndObject();
    }
  }

  /** Error Reporting tells errors apart by it. */
  private void writeService(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("serviceContext");
    out.writeStringField("service", origin.service());
    write(out, "version", origin.version());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  private static String printed(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
