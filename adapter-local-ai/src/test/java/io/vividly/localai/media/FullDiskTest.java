package io.vividly.localai.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.testkit.Samples;
import io.vividly.testkit.ScriptedStages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The media store on a disk that runs full. */
class FullDiskTest {

  private static final int SIZE = 8 << 20;

  private final FileSystem disk =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setMaxSize(SIZE).setAttributeViews("basic").build());
  private final Path media = disk.getPath("/data/media");
  private final Path filler = disk.getPath("/data/filler");
  private final DiskMediaStore store = new DiskMediaStore(media);

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  @Test
  void saysWhatToDoAndLeavesNoHalfOfAFile() throws IOException {
    assertThatThrownBy(() -> store.put(MediaType.MP4, new byte[SIZE + 1]))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("No space left on the disk. Make room under /data/media");

    try (Stream<Path> left = Files.walk(media).filter(Files::isRegularFile)) {
      assertThat(left).isEmpty();
    }
    assertThat(store.get(store.put(MediaType.MP4, new byte[10]))).hasSize(10);
  }

  @Test
  void aRequestGoesOnAfterItsCheckpointsOnceThereIsRoom() throws IOException {
    InMemoryRequestStore requests = new InMemoryRequestStore();
    ScriptedStages stages = new ScriptedStages();
    ContentRequest request = Samples.request(Modality.VIDEO);
    Files.createDirectories(media);
    Files.write(filler, new byte[SIZE - 16_384]);
    try (ContentPipeline pipeline = pipeline(requests, stages)) {
      Disposition full = pipeline.answer(request, Instant.now().plusSeconds(60));

      assertThat(full)
          .isInstanceOfSatisfying(
              Retry.class, retry -> assertThat(retry.message()).contains("No space left"));
      assertThat(requests.find(request.id()).orElseThrow().checkpoints())
          .containsKeys(
              StageKey.of(Stage.UNDERSTANDING),
              StageKey.of(Stage.RETRIEVAL),
              StageKey.of(Stage.SCRIPT));

      Files.delete(filler);
      Disposition roomy = pipeline.answer(request, Instant.now().plusSeconds(60));

      assertThat(roomy)
          .isInstanceOfSatisfying(
              Acknowledge.class,
              done -> assertThat(done.outcome()).isInstanceOf(Outcome.Completed.class));
      assertThat(stages.scriptWriting().calls()).as("scripts written").isOne();
    }
  }

  private ContentPipeline pipeline(InMemoryRequestStore requests, ScriptedStages stages) {
    return new ContentPipeline(
        new PipelineAdapters(
            stages.stages(),
            new Storage(
                requests, store, script -> script.title().getBytes(StandardCharsets.UTF_8))),
        PipelineSettings.builder("test").stageTries(1).retryPause(Duration.ZERO).build(),
        event -> {},
        Clock.systemUTC());
  }
}
