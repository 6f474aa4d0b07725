package io.vividly.examples.morse;

import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.AudioEncoder;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.VideoRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

/** The pipeline with this program's own adapters. */
final class MorseTutor {

  private MorseTutor() {}

  static ContentPipeline open(
      Path media, RequestStore requests, VideoRenderer renderer, AudioEncoder encoder) {
    Notes notes = notes();
    Stages stages =
        new Stages(
            new KeywordUnderstanding(notes),
            new NotesRetriever(notes),
            new QuotingScriptWriter(),
            new MorseVoice(),
            renderer,
            encoder);
    Storage storage =
        new Storage(
            requests,
            new FolderMediaStore(media),
            script -> script.title().getBytes(StandardCharsets.UTF_8));
    return new ContentPipeline(
        new PipelineAdapters(stages, storage),
        PipelineSettings.builder("morse-tutor").build(),
        event -> {},
        Clock.systemUTC());
  }

  static Notes notes() {
    try (InputStream text = MorseTutor.class.getResourceAsStream("notes.txt")) {
      return Notes.parse(
          new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
