package io.vividly.examples.morse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.testkit.ScriptedStages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the tutor and looks at what it says. */
class MorseTutorTest {

  @TempDir Path folder;

  @Test
  void aQuestionIsAnsweredWithAVideo() throws IOException {
    // The testkit has what this program lacks: a renderer, an encoder, and a store for a test.
    Stages stand = new ScriptedStages().stages();
    try (ContentPipeline pipeline =
        MorseTutor.open(
            folder, new InMemoryRequestStore(), stand.videoRenderer(), stand.audioEncoder())) {

      Answer answer =
          answer(pipeline, ask("What does the electric telegraph send?", Modality.VIDEO));

      assertThat(answer.files())
          .containsKeys(Artifact.VIDEO, Artifact.CAPTIONS_VTT, Artifact.TRANSCRIPT);
      assertThat(read(answer, Artifact.TRANSCRIPT))
          .contains("An operator holds the key for a short time or for a long time.")
          .contains("Our notes");
      // The captions are timed by the voice: nobody but Morse takes so long.
      assertThat(read(answer, Artifact.CAPTIONS_VTT)).startsWith("WEBVTT").contains("operator");
      assertThat(answer.duration()).isGreaterThan(Duration.ofMinutes(2));
    }
  }

  @Test
  void textAloneNeedsNeitherAVoiceNorPictures() throws IOException {
    InMemoryRequestStore requests = new InMemoryRequestStore();
    FolderMediaStore media = new FolderMediaStore(folder);
    Notes notes = MorseTutor.notes();
    ContentRequest request = ask("What is the code of Samuel Morse?", Modality.TEXT);

    PipelineAdapters adapters =
        new PipelineAdapters(
            new Stages(
                new KeywordUnderstanding(notes),
                new NotesRetriever(notes),
                new QuotingScriptWriter()),
            new Storage(
                requests, media, script -> script.title().getBytes(StandardCharsets.UTF_8)));
    try (ContentPipeline pipeline =
        new ContentPipeline(
            adapters,
            PipelineSettings.builder("my-service").build(),
            event -> {},
            Clock.systemUTC())) {
      Disposition disposition = pipeline.answer(request, Instant.now().plusSeconds(60));

      assertThat(disposition)
          .isInstanceOfSatisfying(
              Acknowledge.class,
              done -> assertThat(done.outcome()).isInstanceOf(Outcome.Completed.class));
    }
    assertThat(requests.outcomeOf(request.id())).isPresent();
  }

  @Test
  void whatTheTutorDoesNotKnowIsSentAway() {
    Stages stand = new ScriptedStages().stages();
    try (ContentPipeline pipeline =
        MorseTutor.open(
            folder, new InMemoryRequestStore(), stand.videoRenderer(), stand.audioEncoder())) {
      assertThat(pipeline.answer(ask("Order me a pizza", Modality.TEXT), soon()))
          .isInstanceOfSatisfying(
              Acknowledge.class,
              done -> assertThat(done.outcome()).isInstanceOf(Outcome.OutOfScope.class));
    }
  }

  /** What the page shows is what is compiled and run here. */
  @Test
  void thePageOnEmbeddingShowsThisCode() throws IOException {
    String page = Files.readString(Path.of("../../docs/embedding.md"));
    String sources =
        source("test", "MorseTutorTest")
            + source("test", "AdapterContractsTest")
            + source("main", "KeywordUnderstanding");
    String[] parts = page.split("```java\\R");
    assertThat(parts).as("Java on the page").hasSizeGreaterThan(2);
    for (int i = 1; i < parts.length; i++) {
      assertThat(squeezed(sources)).contains(squeezed(parts[i].split("```")[0]));
    }
  }

  private static String source(String tree, String type) throws IOException {
    return Files.readString(
        Path.of("src/" + tree + "/java/io/vividly/examples/morse/" + type + ".java"));
  }

  private static String squeezed(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }

  private static Answer answer(ContentPipeline pipeline, ContentRequest request) {
    Disposition disposition = pipeline.answer(request, soon());
    assertThat(disposition).isInstanceOf(Acknowledge.class);
    Outcome outcome = ((Acknowledge) disposition).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).answer();
  }

  private static String read(Answer answer, Artifact artifact) throws IOException {
    return Files.readString(Path.of(answer.files().get(artifact).location()));
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  private static ContentRequest ask(String query, Modality modality) {
    RequestId id = RequestId.random();
    return new ContentRequest(
        id,
        "correlation-" + id,
        "student-1",
        query,
        new GradeLevel(8),
        null,
        Set.of(modality),
        modality,
        null);
  }
}
