package io.vividly.app;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.MediaRef;
import io.vividly.core.port.MediaStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A folder that holds the files of one answer, under the names that they have for a person. */
final class AnswerFolder {

  private final Path folder;

  private AnswerFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException if there can be no such folder; its message says so to a person
   */
  static AnswerFolder create(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException("The folder " + folder + " cannot be made: " + e.getMessage(), e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("The folder " + folder + " cannot be written to.");
    }
    return new AnswerFolder(folder);
  }

  /** Writes the files of an answer and removes those of another one that was here before. */
  Map<Artifact, Path> write(Answer answer, MediaStore media) throws IOException {
    Map<Artifact, Path> written = new EnumMap<>(Artifact.class);
    for (Artifact artifact : Artifact.values()) {
      Path file = folder.resolve(artifact.fileName());
      MediaRef ref = answer.files().get(artifact);
      if (ref == null) {
        Files.deleteIfExists(file);
      } else {
        Files.write(file, media.get(ref));
        written.put(artifact, file);
      }
    }
    return written;
  }
}
