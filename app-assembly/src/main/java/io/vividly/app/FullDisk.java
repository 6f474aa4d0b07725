package io.vividly.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Recognizes that something failed because the disk is full. */
final class FullDisk {

  /** With less than that a database does not start; its server only says that it did not. */
  private static final long FULL = 1 << 20;

  private FullDisk() {}

  /** What to tell a person instead of the failure; empty if the disk is not why. */
  static Optional<String> explanation(Path home, Throwable failure) {
    Path existing = home;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    long free = free(existing);
    return free < FULL || saysSo(failure)
        ? Optional.of(
            "The disk under VIVIDLY_HOME "
                + home
                + " is full ("
                + free / 1024
                + " KiB are free). Make room there, or set VIVIDLY_HOME to a folder on another"
                + " disk; nothing that was stored is lost.")
        : Optional.empty();
  }

  /** A disk that cannot be asked is not known to be full. */
  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static boolean saysSo(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (message.contains("No space left on device") || message.contains("quota exceeded")) {
        return true;
      }
    }
    return false;
  }
}
