package io.vividly.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder in which everything is kept that outlives a run. */
final class HomeFolder {

  private HomeFolder() {}

  /** What keeps it from being one, as far as can be told without changing anything. */
  static Optional<String> problem(Path home) {
    Path existing = home;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      return Optional.of(notAFolder(home));
    }
    return Files.isWritable(existing)
        ? Optional.empty()
        : Optional.of("VIVIDLY_HOME " + home + " cannot be written to.");
  }

  /**
   * Makes it if it is not there.
   *
   * @throws SettingsException if nothing can be kept in it
   */
  static void requireWritable(Path home) {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new SettingsException(List.of(notAFolder(home)));
    }
    problem(home)
        .ifPresent(
            problem -> {
              throw new SettingsException(List.of(problem));
            });
  }

  private static String notAFolder(Path home) {
    return "VIVIDLY_HOME " + home + " is not a folder and cannot be made one.";
  }
}
