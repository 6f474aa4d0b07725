package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.PipelineEvent.RequestReceived;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pipeline without messages and with text alone, as a program has it that embeds the core. */
class EmbeddedPipelineTest {

  private final ScriptedStages stages = new ScriptedStages();
  private final RecordingObserver observer = new RecordingObserver();
  private final ContentPipeline pipeline =
      new ContentPipeline(
          new PipelineAdapters(
              textAlone(stages.stages()),
              new Storage(
                  new InMemoryRequestStore(),
                  new InMemoryMediaStore(),
                  script -> script.title().getBytes(StandardCharsets.UTF_8))),
          PipelineSettings.builder("embedding").retryPause(Duration.ZERO).build(),
          observer,
          Clock.systemUTC());

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void answersARequestThatWasNeverAMessage() {
    ContentRequest request = Samples.request(Modality.TEXT);

    Outcome outcome = outcome(answer(request), request.id());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Completed.class,
            completed ->
                assertThat(completed.answer())
                    .extracting(Answer::files)
                    .extracting(Map::keySet)
                    .isEqualTo(Set.of(Artifact.TRANSCRIPT, Artifact.SCRIPT)));
    assertThat(observer.events(RequestReceived.class)).hasSize(1);
  }

  @Test
  void givesTheSameAnswerToTheSameRequestWithoutDoingItAgain() {
    ContentRequest request = Samples.request(Modality.TEXT);
    Disposition first = answer(request);

    assertThat(answer(request)).isEqualTo(first);
    assertThat(stages.scriptWriting().calls()).isOne();
  }

  @Test
  void rejectsAnotherQuestionUnderTheSameId() {
    ContentRequest request = Samples.request(Modality.TEXT);
    answer(request);

    assertThat(answer(Samples.withGrade(request, 3)))
        .isInstanceOfSatisfying(
            Reject.class, reject -> assertThat(reject.field()).isEqualTo("request_id"));
  }

  @Test
  void saysThatItHasNoVoice() {
    ContentRequest request = Samples.request(Modality.AUDIO);

    assertThat(outcome(answer(request), request.id()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().message()).contains("text alone"));
  }

  @Test
  void doesNotLoseAMessageThatItCannotRead() {
    Delivery delivery =
        new Delivery("message-1", null, null, Map.of(), new byte[0], Instant.now().plusSeconds(60));

    assertThat(pipeline.handle(delivery))
        .isInstanceOfSatisfying(
            Retry.class, retry -> assertThat(retry.message()).contains("takes no messages"));
  }

  private Disposition answer(ContentRequest request) {
    return pipeline.answer(request, Instant.now().plusSeconds(60));
  }

  private static Outcome outcome(Disposition disposition, RequestId id) {
    assertThat(disposition).isInstanceOf(Acknowledge.class);
    Acknowledge acknowledged = (Acknowledge) disposition;
    assertThat(acknowledged.requestId()).isEqualTo(id);
    return acknowledged.outcome();
  }

  private static Stages textAlone(Stages all) {
    return new Stages(all.understanding(), all.retriever(), all.scriptWriter());
  }
}
