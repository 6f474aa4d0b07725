package io.vividly.localai.media;

import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Keeps media in a folder, each file under its key. A file appears as a whole or not at all, and
 * what is read is checked against its key. Several processes may use the same folder.
 */
public final class DiskMediaStore implements MediaStore {

  /** A file takes whole blocks, and its folder may need one as well. */
  private static final long BLOCK = 64 * 1024;

  private final Path root;

  /**
   * @param root is made when the first file is stored
   */
  public DiskMediaStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public MediaRef put(MediaType type, byte[] content) {
    MediaKey key = MediaKey.of(type, content);
    Path file = fileOf(key);
    try {
      if (!holds(file, type, content.length, key)) {
        write(file, content);
      }
    } catch (IOException e) {
      throw new TransientFailureException(
          "could not store %s (%d bytes): %s"
              .formatted(file, content.length, isFull(content.length) ? full() : reason(e)),
          e);
    }
    return new MediaRef(key, type, file.toUri(), content.length);
  }

  @Override
  public byte[] get(MediaRef ref) {
    Path file = fileOf(ref.key());
    byte[] content = read(file);
    if (!MediaKey.of(ref.type(), content).equals(ref.key())) {
      throw new PermanentFailureException(file + " is not what was stored");
    }
    return content;
  }

  @Override
  public boolean contains(MediaRef ref) {
    Path file = fileOf(ref.key());
    try {
      return Files.size(file) == ref.size() && Files.isRegularFile(file);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new TransientFailureException("could not look at %s: %s".formatted(file, reason(e)), e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new PermanentFailureException("there is no " + file, e);
    } catch (IOException e) {
      throw new TransientFailureException("could not read %s: %s".formatted(file, reason(e)), e);
    }
  }

  private Path fileOf(MediaKey key) {
    return root.resolve(key.value());
  }

  /** A file of the right size that was damaged since is written anew. */
  private static boolean holds(Path file, MediaType type, long size, MediaKey key)
      throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == size
        && MediaKey.of(type, Files.readAllBytes(file)).equals(key);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent(), "a key has a folder");
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, "unfinished-", ".part");
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(folder);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Makes the new name as durable as the content, where the system can open a folder. */
  private static void syncFolder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Asked of the disk itself: what it says when a write fails differs between systems. */
  private boolean isFull(long needed) {
    try {
      return Files.getFileStore(existing(root)).getUsableSpace() < needed + BLOCK;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder) || parent == null ? folder : existing(parent);
  }

  private String full() {
    return "No space left on the disk. Make room under "
        + root
        + "; what is done already is kept, and the work goes on from there.";
  }

  /** The message of a file system exception alone is often just the name of the file. */
  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
