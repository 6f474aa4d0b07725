package io.vividly.localai.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.MediaStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskMediaStoreTest extends MediaStoreContract {

  private static final byte[] CONTENT = "# Newton\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Override
  protected MediaStore store() {
    return new DiskMediaStore(folder.resolve("media"));
  }

  @Test
  void theLocationIsTheFile() throws IOException {
    MediaRef ref = store().put(MediaType.MARKDOWN, CONTENT);

    assertThat(ref.location().getScheme()).isEqualTo("file");
    assertThat(Files.readAllBytes(Path.of(ref.location()))).isEqualTo(CONTENT);
  }

  @Test
  void leavesNothingUnfinishedBehind() throws IOException {
    store().put(MediaType.MARKDOWN, CONTENT);
    store().put(MediaType.MARKDOWN, CONTENT);

    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aDamagedFileIsNotGivenOut() throws IOException {
    MediaRef ref = store().put(MediaType.MARKDOWN, CONTENT);
    Files.writeString(Path.of(ref.location()), "# Oldton\n");

    assertThatThrownBy(() -> store().get(ref))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("not what was stored");
  }

  @Test
  void storingAgainMendsADamagedFile() throws IOException {
    MediaRef ref = store().put(MediaType.MARKDOWN, CONTENT);
    Files.writeString(Path.of(ref.location()), "# Oldton\n");

    store().put(MediaType.MARKDOWN, CONTENT);

    assertThat(store().get(ref)).isEqualTo(CONTENT);
  }

  @Test
  void saysWhyItCouldNotStore() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(() -> new DiskMediaStore(notAFolder).put(MediaType.MARKDOWN, CONTENT))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining(notAFolder.toString());
  }
}
