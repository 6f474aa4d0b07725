package io.vividly.testkit.google;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** An upload that comes in pieces, and what of it is kept so far. Guarded by itself. */
final class ResumableUpload {

  /** All pieces but the last must be a multiple of this. */
  static final int QUANTUM = 256 * 1024;

  private final String bucket;
  private final String name;
  private final JsonObject described;
  private final StoragePreconditions preconditions;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private @Nullable StoredObject stored;

  ResumableUpload(
      String bucket, String name, JsonObject described, StoragePreconditions preconditions) {
    this.bucket = bucket;
    this.name = name;
    this.described = described;
    this.preconditions = preconditions;
  }

  int size() {
    return received.size();
  }

  @Nullable StoredObject stored() {
    return stored;
  }

  /** Adds what is new of a piece that begins at a place. */
  void add(long first, byte[] piece) throws StorageError {
    if (first > received.size()) {
      throw StorageError.invalid(
          "The piece begins at " + first + ", but only " + received.size() + " bytes are here.");
    }
    int known = (int) Math.min(piece.length, received.size() - first);
    received.write(piece, known, piece.length - known);
  }

  StoredObject finish(StorageBuckets buckets, @Nullable String hashes) throws StorageError {
    byte[] content = received.toByteArray();
    checkHashes(hashes, content);
    stored = buckets.put(bucket, name, described, content, preconditions);
    return stored;
  }

  /** The header {@code x-goog-hash}: {@code crc32c=…,md5=…}. */
  static void checkHashes(@Nullable String header, byte[] content) throws StorageError {
    for (String hash : header == null ? new String[0] : header.split(",")) {
      JsonObject said = new JsonObject();
      String[] parts = hash.strip().split("=", 2);
      if (parts.length != 2 || !parts[0].equals("crc32c") && !parts[0].equals("md5")) {
        throw StorageError.invalid("Invalid x-goog-hash: " + header);
      }
      said.addProperty(parts[0].equals("md5") ? "md5Hash" : "crc32c", parts[1]);
      StoredObject.checkContent(said, content);
    }
  }
}
