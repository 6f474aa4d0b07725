package io.vividly.gcs;

import io.vividly.testkit.SettableClock;
import io.vividly.testkit.google.StorageServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Cloud Storage server with a bucket, and stores on it. */
final class GcsTester implements AutoCloseable {

  static final String BUCKET = "generated-content";
  static final int PIECE = 256 * 1024;

  final SettableClock clock = new SettableClock();
  final StorageServer server = StorageServer.start(clock);
  private final List<GcsMediaStore> stores = new ArrayList<>();

  GcsTester() {
    server.createBucket(BUCKET);
  }

  GcsMediaStore store() {
    return store(options());
  }

  GcsMediaStore store(GcsOptions.Builder options) {
    GcsMediaStore store = GcsMediaStore.open(options.build());
    stores.add(store);
    return store;
  }

  GcsOptions.Builder options() {
    return options(BUCKET);
  }

  /** Small pieces, and pauses that a test does not notice. */
  GcsOptions.Builder options(String bucket) {
    return GcsOptions.builder(bucket)
        .endpoint(server.endpoint())
        .pieceSize(PIECE)
        .firstPause(Duration.ofMillis(1))
        .longestPause(Duration.ofMillis(5));
  }

  @Override
  public void close() {
    stores.forEach(GcsMediaStore::close);
    server.close();
  }
}
