package io.vividly.localai.voice;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import marytts.LocalMaryInterface;
import marytts.exceptions.MaryConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Starts MaryTTS so that it leaves its host alone. It takes its settings from system properties:
 * they are set only while it starts, and put back. Its log goes to SLF4J under {@code marytts}; set
 * that to warnings, for at its finest it holds what is spoken.
 */
final class QuietStart {

  private static final Map<String, String> SETTINGS =
      Map.of(
          // Otherwise it looks for files of its own in the working directory.
          "mary.base",
          Path.of(System.getProperty("java.io.tmpdir"), "no-files-for-marytts").toString(),
          "modules.poweronselftest",
          "false",
          "cache",
          "false");

  private QuietStart() {}

  /** Creates an instance; the first one starts the engine. */
  interface Start {
    LocalMaryInterface start() throws MaryConfigurationException;
  }

  static LocalMaryInterface run(Start start) throws MaryConfigurationException {
    Map<String, @Nullable String> before = new HashMap<>();
    SETTINGS.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
    try {
      return start.start();
    } finally {
      before.forEach(QuietStart::restore);
    }
  }

  private static void restore(String key, @Nullable String value) {
    if (value == null) {
      System.clearProperty(key);
    } else {
      System.setProperty(key, value);
    }
  }
}
