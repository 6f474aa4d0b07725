package io.vividly.app;

import io.vividly.api.ApiKey;
import io.vividly.core.model.Environment;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Where the API's key comes from: the settings or, on a laptop, a file in the home folder that is
 * made of chance when it is first needed.
 */
final class SecretKeyFile {

  static final String MISSING =
      "SECRET_KEY is missing. It signs the tokens of the API and must be the same in all of its"
          + " processes; take the output of: openssl rand -base64 48";

  private static final int BYTES = 48;
  private static final String NAME = "secret-key";

  private SecretKeyFile() {}

  /**
   * @throws SettingsException if there is no key and this is not a laptop
   */
  static ApiKey key(Settings settings) throws IOException {
    String given = settings.api().secretKey();
    if (given != null) {
      return new ApiKey(given);
    }
    if (settings.environment() != Environment.DEV) {
      throw new SettingsException(List.of(MISSING));
    }
    return new ApiKey(readOrMake(settings.home()));
  }

  private static String readOrMake(Path home) throws IOException {
    HomeFolder.requireWritable(home);
    Path file = home.resolve(NAME);
    if (!Files.exists(file)) {
      make(home, file);
    }
    return Files.readString(file).strip();
  }

  /** As a whole or not at all: of two processes that do this at once, both use the first's. */
  private static void make(Path home, Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path unfinished = Files.createTempFile(home, NAME, ".part", ownerOnly(home));
    try {
      Files.writeString(unfinished, Base64.getEncoder().encodeToString(random) + "\n");
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      // Somebody was faster.
    } finally {
      Files.delete(unfinished);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path home) {
    return home.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
