package io.vividly.app;

import java.nio.file.Path;
import java.util.Map;

/** What a command gets from outside: where it prints and which settings it has. */
record Invocation(Terminal terminal, Map<String, String> environment) {

  Settings settings() {
    return settings(Vividly.Role.ALL);
  }

  /** Reads them, and has the log written as they say from now on. */
  Settings settings(Vividly.Role role) {
    Settings settings = Settings.from(environment, role);
    settings.observability().applyToLog();
    return settings;
  }

  /** Where data is kept, whatever else is wrong with the settings. */
  Path home() {
    return new Settings.Reader(environment).home();
  }

  boolean isDebugging() {
    return environment.containsKey("VIVIDLY_DEBUG");
  }
}
