package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every {@link MediaStore} must do. */
public abstract class MediaStoreContract {

  private static final byte[] CONTENT = "WEBVTT\n".getBytes(StandardCharsets.UTF_8);

  /**
   * @return an empty store, a new one for each test
   */
  protected abstract MediaStore store();

  @Test
  void givesBackWhatWasStored() {
    MediaStore store = store();
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);

    assertThat(store.get(store.put(MediaType.VTT, CONTENT))).isEqualTo(CONTENT);
    assertThat(store.get(store.put(MediaType.MP4, large))).isEqualTo(large);
  }

  @Test
  void keepsAnEmptyFile() {
    MediaStore store = store();

    MediaRef ref = store.put(MediaType.JSON, new byte[0]);

    assertThat(ref.size()).isZero();
    assertThat(store.get(ref)).isEmpty();
  }

  @Test
  void describesWhatItStored() {
    MediaRef ref = store().put(MediaType.VTT, CONTENT);

    assertThat(ref.key()).isEqualTo(MediaKey.of(MediaType.VTT, CONTENT));
    assertThat(ref.type()).isEqualTo(MediaType.VTT);
    assertThat(ref.size()).isEqualTo(CONTENT.length);
    assertThat(ref.location().isAbsolute()).isTrue();
  }

  @Test
  void storingTheSameAgainGivesTheSame() {
    MediaStore store = store();

    MediaRef first = store.put(MediaType.VTT, CONTENT);
    MediaRef second = store.put(MediaType.VTT, CONTENT);

    assertThat(second).isEqualTo(first);
    assertThat(store.get(first)).isEqualTo(CONTENT);
  }

  @Test
  void theSameContentOfAnotherTypeIsAnotherFile() {
    MediaStore store = store();

    MediaRef vtt = store.put(MediaType.VTT, CONTENT);
    MediaRef srt = store.put(MediaType.SRT, CONTENT);

    assertThat(srt.key()).isNotEqualTo(vtt.key());
    assertThat(store.get(vtt)).isEqualTo(CONTENT);
    assertThat(store.get(srt)).isEqualTo(CONTENT);
  }

  @Test
  void keepsItsOwnCopy() {
    MediaStore store = store();
    byte[] mine = CONTENT.clone();
    MediaRef ref = store.put(MediaType.VTT, mine);

    mine[0] = 'X';
    store.get(ref)[1] = 'X';

    assertThat(store.get(ref)).isEqualTo(CONTENT);
  }

  @Test
  void aFileThatIsNotThereFailsForGood() {
    MediaRef missing =
        new MediaRef(
            MediaKey.of(MediaType.VTT, CONTENT),
            MediaType.VTT,
            URI.create("missing:/file"),
            CONTENT.length);

    assertThatThrownBy(() -> store().get(missing)).isInstanceOf(PermanentFailureException.class);
    assertThat(store().contains(missing)).isFalse();
  }

  @Test
  void knowsWhatItContains() {
    MediaStore store = store();

    MediaRef ref = store.put(MediaType.VTT, CONTENT);
    MediaRef empty = store.put(MediaType.JSON, new byte[0]);

    assertThat(store.contains(ref)).isTrue();
    assertThat(store.contains(empty)).isTrue();
    assertThat(
            store.contains(
                new MediaRef(
                    MediaKey.of(MediaType.SRT, CONTENT),
                    MediaType.SRT,
                    ref.location(),
                    ref.size())))
        .as("another type")
        .isFalse();
  }

  @Test
  void aFileOfAnotherSizeIsNotTheOne() {
    MediaStore store = store();
    MediaRef ref = store.put(MediaType.VTT, CONTENT);

    assertThat(store.contains(new MediaRef(ref.key(), ref.type(), ref.location(), ref.size() + 1)))
        .isFalse();
  }

  @Test
  void manyThreadsMayStoreTheSameFile() throws Exception {
    MediaStore store = store();
    byte[] content = new byte[200_000];
    new Random(2).nextBytes(content);
    Callable<byte[]> roundTrip = () -> store.get(store.put(MediaType.WAV, content));

    for (byte[] read : Threads.atOnce(8, Collections.nCopies(32, roundTrip))) {
      assertThat(read).isEqualTo(content);
    }
  }
}
