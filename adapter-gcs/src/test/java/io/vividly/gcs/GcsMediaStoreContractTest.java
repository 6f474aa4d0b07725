package io.vividly.gcs;

import io.vividly.core.port.MediaStore;
import io.vividly.testkit.MediaStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class GcsMediaStoreContractTest extends MediaStoreContract {

  private static GcsTester tester;
  private static int buckets;

  @BeforeAll
  static void start() {
    tester = new GcsTester();
  }

  @AfterAll
  static void stop() {
    tester.close();
  }

  @Override
  protected MediaStore store() {
    String bucket = "bucket-" + ++buckets;
    tester.server.createBucket(bucket);
    return tester.store(tester.options(bucket));
  }
}
