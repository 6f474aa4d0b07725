package io.vividly.app.observe;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a line of the log looks like. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For Cloud Logging: an object of JSON. */
  JSON;

  private static final String APPENDER = "STDERR";

  /** As in logback.xml, which holds from the start until the settings are read. */
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%ex{short}";

  /** Has the log of this process written so from now on; what it is already is left alone. */
  public void apply(Origin origin) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    Appender<ILoggingEvent> appender =
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
    if (appender instanceof OutputStreamAppender<ILoggingEvent> stream
        && this != of(stream.getEncoder())) {
      stream.setEncoder(encoder(origin, context));
    }
  }

  /** What makes lines of this format; it is started. */
  public Encoder<ILoggingEvent> encoder(Origin origin, LoggerContext context) {
    Encoder<ILoggingEvent> encoder = this == JSON ? new CloudLogEncoder(origin) : text();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text() {
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setPattern(PATTERN);
    return text;
  }

  private static LogFormat of(@Nullable Encoder<ILoggingEvent> encoder) {
    return encoder instanceof CloudLogEncoder ? JSON : TEXT;
  }

  /**
   * Who logs.
   *
   * @param project of Google Cloud, in which traces are kept; null if not known
   * @param service as Error Reporting shows it
   * @param version of the service, if known
   */
  public record Origin(@Nullable String project, String service, @Nullable String version) {}
}
