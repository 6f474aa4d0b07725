package io.vividly.app;

import java.nio.file.Path;
import java.util.Map;

/** What a command gets from outside: where it prints and which settings it has. */
record Invocation(Terminal terminal, Map<String, String> environment) {

  Settings settings() {
    return Settings.from(environment);
  }

  Settings settings(Vividly.Role role) {
    return Settings.from(environment, role);
  }

  /** Where data is kept, whatever else is wrong with the settings. */
  Path home() {
    return new Settings.Reader(environment).home();
  }

  boolean isDebugging() {
    return environment.containsKey("VIVIDLY_DEBUG");
  }
}
