package io.vividly.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.google.StorageFault;
import io.vividly.testkit.google.StorageFaults;
import io.vividly.testkit.google.StorageFaults.Operation;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is not well. */
@Timeout(60)
class FaultsTest {

  private static final byte[] SMALL = random(10_000);
  private static final byte[] LARGE = random(5 * GcsTester.PIECE / 2);
  private static final int TRIES = 3;

  private final GcsTester tester = new GcsTester();
  private final StorageFaults faults = tester.server.faults();
  private final GcsMediaStore store = tester.store(tester.options().tries(TRIES));

  @AfterEach
  void close() {
    tester.close();
  }

  static Stream<Arguments> passing() {
    StorageFault busy = StorageFault.tooManyRequests(Duration.ofSeconds(1));
    StorageFault away = StorageFault.answer(503);
    return Stream.of(
        Arguments.of(SMALL, Operation.UPLOAD, new StorageFault[] {busy, away}),
        Arguments.of(SMALL, Operation.UPLOAD, new StorageFault[] {new StorageFault.Cut(5_000)}),
        Arguments.of(SMALL, Operation.UPLOAD, new StorageFault[] {new StorageFault.LoseAnswer()}),
        Arguments.of(LARGE, Operation.BEGIN, new StorageFault[] {busy, away}),
        Arguments.of(LARGE, Operation.BEGIN, new StorageFault[] {new StorageFault.LoseAnswer()}),
        Arguments.of(LARGE, Operation.PIECE, new StorageFault[] {busy, away}),
        Arguments.of(LARGE, Operation.PIECE, new StorageFault[] {new StorageFault.Cut(100_000)}),
        Arguments.of(LARGE, Operation.PIECE, new StorageFault[] {new StorageFault.LoseAnswer()}),
        Arguments.of(SMALL, Operation.DOWNLOAD, new StorageFault[] {busy, away}),
        Arguments.of(LARGE, Operation.DOWNLOAD, new StorageFault[] {busy, away}),
        Arguments.of(
            LARGE, Operation.DOWNLOAD, new StorageFault[] {new StorageFault.Cut(300_000)}));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsGotOver(byte[] content, Operation operation, StorageFault[] arranged) {
    faults.next(operation, arranged);

    MediaRef ref = store.put(MediaType.MP4, content);

    assertThat(store.get(ref)).isEqualTo(content);
    assertThat(tester.server.count(operation)).isGreaterThan(arranged.length);
  }

  @Test
  void anUploadGoesOnWhereItWasCut() {
    faults.next(Operation.PIECE, new StorageFault.LoseAnswer());

    MediaRef ref = store.put(MediaType.MP4, LARGE);

    assertThat(store.get(ref)).isEqualTo(LARGE);
    assertThat(tester.server.count(Operation.BEGIN)).isEqualTo(1);
    assertThat(tester.server.count(Operation.PROGRESS)).isPositive();
  }

  @Test
  void aDownloadGoesOnWhereItWasCut() {
    MediaRef ref = store.put(MediaType.MP4, LARGE);
    faults.next(Operation.DOWNLOAD, new StorageFault.Cut(300_000));

    assertThat(store.get(ref)).isEqualTo(LARGE);
    assertThat(tester.server.requests())
        .filteredOn(request -> request.operation() == Operation.DOWNLOAD)
        .last()
        .satisfies(request -> assertThat(request.range()).matches("bytes=[1-9][0-9]*-([0-9]*)"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"UPLOAD", "BEGIN", "PIECE", "DOWNLOAD"})
  void whatDoesNotPassIsGivenUpAfterTheLastTry(Operation operation) {
    byte[] content = operation == Operation.UPLOAD ? SMALL : LARGE;
    faults.always(operation, StorageFault.answer(503));

    assertThatThrownBy(() -> store.get(store.put(MediaType.MP4, content)))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("503");
    assertThat(tester.server.count(operation)).isEqualTo(TRIES);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void whatNeverPassesIsNotTriedAgain(int status) {
    faults.always(Operation.UPLOAD, StorageFault.answer(status));

    assertThatThrownBy(() -> store.put(MediaType.MP4, SMALL))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining(Integer.toString(status));
    assertThat(tester.server.count(Operation.UPLOAD)).isEqualTo(1);
  }

  @Test
  void anAccountThatMayNotIsToldWhatItNeeds() {
    faults.always(Operation.BEGIN, StorageFault.answer(403));

    assertThatThrownBy(() -> store.put(MediaType.MP4, LARGE))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("roles/storage.objectCreator")
        .hasMessageContaining(GcsTester.BUCKET);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 600_000})
  void whatIsDamagedOnTheWayUpIsNotStored(int size) {
    faults.next(Operation.UPLOAD, new StorageFault.Damage());
    faults.next(Operation.PIECE, new StorageFault.Damage());

    assertThatThrownBy(() -> store.put(MediaType.MP4, random(size)))
        .isInstanceOf(TransientFailureException.class);
    assertThat(tester.server.names(GcsTester.BUCKET)).isEmpty();
    store.put(MediaType.MP4, random(size));
    assertThat(tester.server.names(GcsTester.BUCKET)).hasSize(1);
  }

  @Test
  void whatIsDamagedOnTheWayDownMayComeWholeTheNextTime() {
    MediaRef ref = store.put(MediaType.MP4, LARGE);
    faults.next(Operation.DOWNLOAD, new StorageFault.Damage());

    assertThatThrownBy(() -> store.get(ref)).isInstanceOf(TransientFailureException.class);
    assertThat(store.get(ref)).isEqualTo(LARGE);
  }

  @Test
  void aServerThatIsSilentIsTriedAgain() {
    GcsMediaStore impatient = tester.store(tester.options().readTimeout(Duration.ofMillis(200)));
    faults.next(Operation.UPLOAD, new StorageFault.Hang());

    assertThat(impatient.get(impatient.put(MediaType.MP4, SMALL))).isEqualTo(SMALL);
  }

  @Test
  void theDeadlineIsForAllTriesTogether() {
    GcsMediaStore impatient = tester.store(tester.options().deadline(Duration.ofMillis(300)));
    faults.always(Operation.UPLOAD, new StorageFault.Hang());

    assertThatThrownBy(() -> impatient.put(MediaType.MP4, SMALL))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("within 300 ms");
  }

  @Test
  void anInterruptEndsACallThatHangs() throws Exception {
    StorageFault.Hang hang = new StorageFault.Hang();
    faults.next(Operation.UPLOAD, hang);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                store.put(MediaType.MP4, SMALL);
              } catch (RuntimeException e) {
                thrown.set(e);
              }
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    hang.reached().await();

    thread.interrupt();

    assertThat(interrupted.get()).isTrue();
    assertThat(thrown.get()).isInstanceOf(TransientFailureException.class);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
