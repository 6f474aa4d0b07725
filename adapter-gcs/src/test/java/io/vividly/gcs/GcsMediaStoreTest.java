package io.vividly.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.google.StorageFaults.Operation;
import io.vividly.testkit.google.StorageServer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the bucket. */
@Timeout(60)
class GcsMediaStoreTest {

  private static final byte[] SMALL = "WEBVTT\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LARGE = random(5 * GcsTester.PIECE / 2);

  private final GcsTester tester = new GcsTester();
  private final GcsMediaStore store = tester.store();

  @AfterEach
  void close() {
    tester.close();
  }

  @Test
  void anObjectSaysWhatItIsAndThatItNeverChanges() {
    MediaRef ref = store.put(MediaType.VTT, SMALL);

    Blob blob = client().get(BlobId.of(GcsTester.BUCKET, ref.key().value()));
    assertThat(blob.getContentType()).isEqualTo("text/vtt; charset=utf-8");
    assertThat(blob.getCacheControl()).isEqualTo("private, max-age=31536000, immutable");
    assertThat(ref.location())
        .hasToString(tester.server.endpoint() + "/" + GcsTester.BUCKET + "/" + ref.key());
  }

  @Test
  void aLargeFileGoesInPieces() {
    MediaRef ref = store.put(MediaType.MP4, LARGE);

    Blob blob = client().get(BlobId.of(GcsTester.BUCKET, ref.key().value()));
    assertThat(blob.getContentType()).isEqualTo("video/mp4");
    assertThat(blob.getCacheControl()).contains("immutable");
    assertThat(
            tester.server.requests().stream()
                .filter(request -> request.operation() == Operation.PIECE)
                .map(StorageServer.Request::range))
        .containsExactly("bytes 0-262143/*", "bytes 262144-524287/*", "bytes 524288-655359/655360");
    assertThat(store.get(ref)).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 700_000})
  void aSecondWriterChangesNothing(int size) {
    byte[] content = random(size);
    BlobId id = BlobId.of(GcsTester.BUCKET, MediaKey.of(MediaType.MP4, content).value());
    store.put(MediaType.MP4, content);
    long generation = client().get(id).getGeneration();

    tester.store().put(MediaType.MP4, content);

    assertThat(client().get(id).getGeneration()).isEqualTo(generation);
  }

  @Test
  void everyWriteDemandsThatTheObjectIsNew() {
    store.put(MediaType.VTT, SMALL);
    store.put(MediaType.MP4, LARGE);

    Set<Operation> writes = Set.of(Operation.UPLOAD, Operation.BEGIN);
    assertThat(
            tester.server.requests().stream()
                .filter(request -> writes.contains(request.operation()))
                .map(request -> request.uri().getQuery()))
        .hasSize(2)
        .allMatch(query -> query.contains("ifGenerationMatch=0"));
  }

  @Test
  void somethingElseUnderTheNameIsNotOverwrittenAndNotAccepted() {
    MediaKey key = MediaKey.of(MediaType.VTT, SMALL);
    client().create(BlobInfo.newBuilder(GcsTester.BUCKET, key.value()).build(), new byte[] {1});

    assertThatThrownBy(() -> store.put(MediaType.VTT, SMALL))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("gs://" + GcsTester.BUCKET + "/" + key);
    assertThat(client().readAllBytes(BlobId.of(GcsTester.BUCKET, key.value()))).containsExactly(1);
  }

  @Test
  void whatWasDamagedInTheBucketFailsForGood() {
    MediaRef ref = store.put(MediaType.MP4, LARGE);
    tester.server.damage(GcsTester.BUCKET, ref.key().value());

    assertThatThrownBy(() -> store.get(ref))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("not what was stored");
    assertThatThrownBy(() -> store.put(MediaType.MP4, LARGE))
        .isInstanceOf(PermanentFailureException.class);
  }

  @Test
  void aMissingBucketIsNamed() {
    GcsMediaStore elsewhere = tester.store(tester.options("no-such-bucket"));

    assertThatThrownBy(() -> elsewhere.put(MediaType.VTT, SMALL))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("there is no bucket no-such-bucket")
        .hasMessageContaining("GCS_GENERATED_CONTENT_BUCKET");
    assertThatThrownBy(() -> elsewhere.put(MediaType.MP4, LARGE))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("there is no bucket no-such-bucket");
  }

  @Test
  void manyFilesShareOneClientAndFewThreads() {
    for (int i = 0; i < 100; i++) {
      store.put(MediaType.JSON, Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(tester.server.names(GcsTester.BUCKET)).hasSize(100);
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter("vividly-gcs"::equals))
        .hasSizeLessThan(10);
  }

  private Storage client() {
    return StorageOptions.http()
        .setHost(tester.server.endpoint().toString())
        .setProjectId("test")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
