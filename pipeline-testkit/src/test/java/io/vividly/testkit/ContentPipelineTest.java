package io.vividly.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of a delivery, told as scenarios. */
@Timeout(60)
class ContentPipelineTest {

  private static final int SCENES = Samples.script().scenes().size();
  private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(13);

  private final PipelineTester tester = new PipelineTester();
  private final ScriptedStages stages = tester.stages;

  @AfterEach
  void close() throws InterruptedException {
    tester.close();
  }

  @Nested
  class A_question_is_answered {

    @Test
    void with_a_video_and_what_goes_with_it() {
      ContentRequest request = Samples.request(Modality.VIDEO);

      Disposition disposition = tester.start().handle(tester.delivery(request));

      Answer answer = answerIn(disposition);
      assertThat(answer.files().keySet())
          .containsExactlyInAnyOrder(
              Artifact.VIDEO,
              Artifact.CAPTIONS_VTT,
              Artifact.CAPTIONS_SRT,
              Artifact.THUMBNAIL,
              Artifact.TRANSCRIPT,
              Artifact.SCRIPT);
      assertThat(text(answer, Artifact.VIDEO))
          .isEqualTo("[scene 1][scene 2][scene 3][scene 4][scene 5][scene 6]");
      assertThat(text(answer, Artifact.CAPTIONS_VTT)).startsWith("WEBVTT\n\n00:00:00.500 --> ");
      assertThat(text(answer, Artifact.TRANSCRIPT)).contains("## Sources");
      assertThat(answer.files().get(Artifact.VIDEO).type()).isEqualTo(MediaType.MP4);
      assertThat(answer.duration()).isGreaterThan(Duration.ofSeconds(SCENES));
      assertThat(tester.stored(request).status()).isEqualTo(RequestStatus.COMPLETED);
      assertThat(tester.stored(request).progress()).isEqualTo(100);
    }

    @Test
    void with_sound() {
      Answer answer =
          answerIn(tester.start().handle(tester.delivery(Samples.request(Modality.AUDIO))));

      assertThat(answer.files()).containsKey(Artifact.AUDIO).doesNotContainKey(Artifact.VIDEO);
      assertThat(text(answer, Artifact.CAPTIONS_VTT)).startsWith("WEBVTT\n\n00:00:00.000 --> ");
      assertThat(stages.rendering().calls()).isZero();
    }

    @Test
    void with_text() {
      Answer answer =
          answerIn(tester.start().handle(tester.delivery(Samples.request(Modality.TEXT))));

      assertThat(answer.files().keySet())
          .containsExactlyInAnyOrder(Artifact.TRANSCRIPT, Artifact.SCRIPT);
      assertThat(answer.duration()).isZero();
      assertThat(stages.speech().calls()).isZero();
    }

    @Test
    void with_captions_timed_for_the_video_where_sound_is_wanted_too() {
      Answer answer =
          answerIn(
              tester
                  .start()
                  .handle(tester.delivery(Samples.request(Modality.AUDIO, Modality.VIDEO))));

      assertThat(answer.files()).containsKeys(Artifact.AUDIO, Artifact.VIDEO);
      assertThat(text(answer, Artifact.CAPTIONS_VTT)).startsWith("WEBVTT\n\n00:00:00.500 --> ");
    }
  }

  private String text(Answer answer, Artifact artifact) {
    return new String(tester.media.get(answer.files().get(artifact)), UTF_8);
  }

  private static Answer answerIn(Disposition disposition) {
    assertThat(disposition).isInstanceOf(Acknowledge.class);
    Outcome outcome = ((Acknowledge) disposition).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).answer();
  }
}
