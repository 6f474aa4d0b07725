package io.vividly.app;

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

  boolean isDebugging() {
    return environment.containsKey("VIVIDLY_DEBUG");
  }
}
