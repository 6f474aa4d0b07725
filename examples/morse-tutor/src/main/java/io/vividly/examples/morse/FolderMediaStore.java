package io.vividly.examples.morse;

import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Keeps files in a folder. */
record FolderMediaStore(Path folder) implements MediaStore {

  @Override
  public MediaRef put(MediaType type, byte[] content) {
    MediaKey key = MediaKey.of(type, content);
    Path file = folder.resolve(key.value());
    try {
      Files.createDirectories(file.getParent());
      Path unfinished = Files.createTempFile(file.getParent(), "unfinished-", ".part");
      try {
        // With a name of its own only when it is whole and on the disk.
        Files.write(unfinished, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new TransientFailureException("could not store " + file, e);
    }
    return new MediaRef(key, type, file.toUri(), content.length);
  }

  @Override
  public byte[] get(MediaRef ref) {
    Path file = folder.resolve(ref.key().value());
    try {
      byte[] content = Files.readAllBytes(file);
      if (MediaKey.of(ref.type(), content).equals(ref.key())) {
        return content;
      }
      throw new PermanentFailureException(file + " is not what was stored");
    } catch (NoSuchFileException e) {
      throw new PermanentFailureException("there is no " + file, e);
    } catch (IOException e) {
      throw new TransientFailureException("could not read " + file, e);
    }
  }

  @Override
  public boolean contains(MediaRef ref) {
    try {
      return Files.size(folder.resolve(ref.key().value())) == ref.size();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new TransientFailureException("could not look for " + ref.key(), e);
    }
  }
}
