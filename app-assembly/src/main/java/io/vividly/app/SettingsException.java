package io.vividly.app;

import java.util.List;

/** Settings that cannot be worked with; lists every problem at once. */
final class SettingsException extends RuntimeException {

  SettingsException(List<String> problems) {
    super("Vividly cannot start:\n  - " + String.join("\n  - ", problems));
  }
}
