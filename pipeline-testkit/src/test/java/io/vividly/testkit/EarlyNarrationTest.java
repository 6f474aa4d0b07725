package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Line;
import io.vividly.core.model.Modality;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.TransientFailureException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scenes are spoken while their script is being written, and only those of the script count. */
@Timeout(60)
class EarlyNarrationTest {

  private static final List<Scene> SCENES = Samples.script().scenes();

  private final PipelineTester tester = new PipelineTester();
  private final Queue<String> spoken = new ConcurrentLinkedQueue<>();
  private final ContentRequest request = Samples.request(Modality.AUDIO);

  @AfterEach
  void close() throws InterruptedException {
    tester.close();
  }

  @Test
  void the_first_scene_is_spoken_before_the_last_is_written() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    SpeechSynthesizer voice =
        text -> {
          heard.countDown();
          return say(text);
        };
    ContentPipeline pipeline =
        start(
            (brief, onScene) -> {
              onScene.accept(SCENES.get(0));
              awaitOrFail(heard);
              SCENES.subList(1, SCENES.size()).forEach(onScene);
              return Samples.script();
            },
            voice);

    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(spoken)
        .as("every scene once")
        .containsExactlyInAnyOrderElementsOf(SCENES.stream().map(Scene::spokenText).toList());
  }

  @Test
  void a_scene_that_was_revised_is_spoken_anew() {
    Scene draft = withText(SCENES.get(0), "A first idea, which was not good.");
    ContentPipeline pipeline =
        start(
            (brief, onScene) -> {
              onScene.accept(draft);
              SCENES.forEach(onScene);
              return Samples.script();
            },
            this::say);

    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(spoken).containsAll(SCENES.stream().map(Scene::spokenText).toList());
    assertThat(tester.stored(request).checkpoints().get(new StageKey(Stage.NARRATION, 1)))
        .extracting(Checkpoint::output, type(NarratedScene.class))
        .satisfies(
            scene ->
                assertThat(scene.words())
                    .extracting(SpokenWord::text)
                    .containsExactly(SCENES.get(0).spokenText().split(" ")));
  }

  @Test
  void a_script_that_fails_leaves_no_narration_behind() {
    ContentPipeline pipeline =
        start(
            (brief, onScene) -> {
              onScene.accept(SCENES.get(0));
              throw new TransientFailureException("The stream was cut.");
            },
            this::say);

    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Retry.class);

    assertThat(tester.stored(request).checkpoints().keySet())
        .extracting(StageKey::stage)
        .doesNotContain(Stage.NARRATION);
  }

  @Test
  void speaking_ends_with_the_script_that_it_was_for() throws Exception {
    CountDownLatch speaking = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    SpeechSynthesizer voice =
        text -> {
          speaking.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            stopped.countDown();
            Thread.currentThread().interrupt();
          }
          throw new TransientFailureException("Interrupted.");
        };
    ContentPipeline pipeline =
        start(
            (brief, onScene) -> {
              onScene.accept(SCENES.get(0));
              awaitOrFail(speaking);
              throw new PermanentFailureException("No script can be made of it.");
            },
            voice);

    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(stopped.getCount()).as("the voice is interrupted").isZero();
  }

  @Test
  void a_voice_that_fails_early_is_tried_again_and_told_of() {
    tester.stages.speech().failAt(1, new TransientFailureException("The voice is away."));
    Stages scripted = tester.stages.stages();
    ContentPipeline pipeline = start(scripted.scriptWriter(), scripted.synthesizer());

    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(tester.observer.events(StageRetried.class))
        .singleElement()
        .satisfies(event -> assertThat(event.key().stage()).isEqualTo(Stage.NARRATION));
  }

  @Test
  void where_nothing_is_to_be_heard_nothing_is_spoken() {
    Stages scripted = tester.stages.stages();
    ContentPipeline pipeline = start(scripted.scriptWriter(), scripted.synthesizer());

    pipeline.handle(tester.delivery(Samples.request(Modality.TEXT)));

    assertThat(tester.stages.speech().calls()).isZero();
  }

  private ContentPipeline start(ScriptWriter writer, SpeechSynthesizer voice) {
    tester.adapting =
        scripted ->
            new Stages(
                scripted.understanding(),
                scripted.retriever(),
                writer,
                voice,
                scripted.videoRenderer(),
                scripted.audioEncoder());
    return tester.start(settings -> settings.stageTries(2));
  }

  private Narration say(String text) {
    spoken.add(text);
    return Samples.narration(text);
  }

  private static Scene withText(Scene scene, String text) {
    return new Scene(
        scene.number(),
        scene.part(),
        scene.heading(),
        List.of(new Line(text, List.of())),
        scene.visual());
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("Interrupted.", e);
    }
  }
}
