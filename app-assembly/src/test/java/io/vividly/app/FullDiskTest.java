package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a start fails because nothing more can be written. */
class FullDiskTest {

  @Test
  void a_full_disk_explains_whatever_failed_on_it() throws IOException {
    try (FileSystem disk =
        Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(4 << 20).build())) {
      Path home = disk.getPath("/data/vividly");
      Files.createDirectories(home);
      // As the embedded database says it: that its server did not start.
      IllegalStateException failure = new IllegalStateException("Process [initdb] failed");
      assertThat(FullDisk.explanation(home, failure)).as("with room left").isEmpty();

      Files.write(home.resolve("filler"), new byte[(4 << 20) - 8_192]);

      assertThat(FullDisk.explanation(home.resolve("not/there/yet"), failure))
          .hasValueSatisfying(
              message ->
                  assertThat(message)
                      .startsWith("The disk under VIVIDLY_HOME /data/vividly/not/there/yet is full")
                      .contains("Make room there, or set VIVIDLY_HOME"));
    }
  }

  @Test
  void what_the_system_says_counts_where_space_is_limited_otherwise(@TempDir Path home) {
    UncheckedIOException quota =
        new UncheckedIOException(
            "cannot keep the index under " + home, new IOException("Disk quota exceeded"));
    UncheckedIOException full =
        new UncheckedIOException(
            "cannot keep the index under " + home, new IOException("No space left on device"));

    assertThat(FullDisk.explanation(home, quota)).isPresent();
    assertThat(FullDisk.explanation(home, full)).isPresent();
    assertThat(FullDisk.explanation(home, new IOException("Permission denied"))).isEmpty();
  }
}
