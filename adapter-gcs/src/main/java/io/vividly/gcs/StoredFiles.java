package io.vividly.gcs;

import com.google.cloud.ReadChannel;
import com.google.cloud.WriteChannel;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Moves content to and from Cloud Storage. */
final class StoredFiles {

  private static final int READ_SIZE = 256 * 1024;

  private final Storage storage;
  private final int pieceSize;

  StoredFiles(Storage storage, int pieceSize) {
    this.storage = storage;
    this.pieceSize = pieceSize;
  }

  /**
   * Writes an object that must not be there yet. What is larger than a piece goes in pieces, and
   * after a broken connection on from the last that arrived. The server compares the checksum
   * before the object appears.
   */
  void create(BlobInfo info, byte[] content) throws IOException {
    if (content.length <= pieceSize) {
      storage.create(info, content, BlobTargetOption.doesNotExist());
      return;
    }
    try (WriteChannel channel =
        storage.writer(info, BlobWriteOption.doesNotExist(), BlobWriteOption.crc32cMatch())) {
      channel.setChunkSize(pieceSize);
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw refusalIn(e);
    }
  }

  /** The content; after a broken connection on from where it broke. */
  byte[] read(BlobId id) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(READ_SIZE);
    try (ReadChannel channel = storage.reader(id)) {
      while (channel.read(buffer) >= 0) {
        content.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    } catch (IOException e) {
      throw refusalIn(e);
    }
    return content.toByteArray();
  }

  /** As Cloud Storage writes it: base64 of the four bytes, the highest first. */
  static String crc32c(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }

  /** The client's channels wrap what the server said. */
  private static IOException refusalIn(IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof StorageException refusal) {
        throw refusal;
      }
    }
    return e;
  }
}
