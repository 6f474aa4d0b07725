package io.vividly.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RenderedScene;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AttemptFailed;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.core.port.PipelineEvent.LeaseLost;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineEvent.StageResumed;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.PipelineEvent.StageStarted;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.FaultInjector.Hang;
import io.vividly.testkit.InMemoryRequestStore.Snapshot;
import io.vividly.testkit.PipelineTester.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @Nested
  class While_it_works {

    @Test
    void progress_and_status_only_go_forward() {
      ContentRequest request = Samples.request();
      List<Integer> progress = new ArrayList<>();
      List<RequestStatus> statuses = new ArrayList<>();
      ContentPipeline pipeline =
          tester.start(
              settings -> settings,
              tester.store,
              tester.rejected,
              event ->
                  tester
                      .store
                      .find(request.id())
                      .ifPresent(
                          now -> {
                            progress.add(now.progress());
                            statuses.add(now.status());
                          }));

      pipeline.handle(tester.delivery(request));

      assertThat(progress).isSorted().endsWith(99, 100);
      assertThat(statuses).isSorted();
      assertThat(Set.copyOf(statuses))
          .containsExactlyInAnyOrder(
              RequestStatus.PENDING,
              RequestStatus.VALIDATING,
              RequestStatus.RETRIEVING,
              RequestStatus.GENERATING_SCRIPT,
              RequestStatus.GENERATING_VIDEO,
              RequestStatus.PROCESSING_VIDEO,
              RequestStatus.COMPLETED);
    }

    @Test
    void every_stage_and_scene_is_told_to_begin_and_to_end_once() {
      tester.start(settings -> settings.sceneThreads(3)).handle(tester.delivery(Samples.request()));

      List<StageKey> started =
          tester.observer.events(StageStarted.class).stream().map(StageStarted::key).toList();
      List<StageKey> completed =
          tester.observer.events(StageCompleted.class).stream().map(StageCompleted::key).toList();
      assertThat(started).hasSize(Stage.values().length + 2 * SCENES).doesNotHaveDuplicates();
      assertThat(completed).containsExactlyInAnyOrderElementsOf(started);
    }

    @Test
    void an_observer_that_throws_harms_nothing() {
      for (Throwable thrown : List.of(new IllegalStateException(), new AssertionError())) {
        ContentPipeline pipeline =
            tester.start(
                settings -> settings, tester.store, tester.rejected, event -> sneakyThrow(thrown));

        answerIn(pipeline.handle(tester.delivery(Samples.request(Modality.TEXT))));
      }
    }
  }

  @Nested
  class A_question_is_not_answered {

    @Test
    void when_the_student_has_to_say_more() {
      stages.understandAs(new Understanding.ClarificationNeeded(List.of("Which law?")));

      assertEndsAs(
          new Outcome.ClarificationNeeded(List.of("Which law?")),
          RequestStatus.CLARIFICATION_NEEDED);
    }

    @Test
    void when_it_is_out_of_scope() {
      stages.understandAs(new Understanding.OutOfScope("This is not about school."));

      assertEndsAs(new Outcome.OutOfScope("This is not about school."), RequestStatus.OUT_OF_SCOPE);
    }

    private void assertEndsAs(Outcome outcome, RequestStatus status) {
      ContentRequest request = Samples.request();

      Disposition disposition = tester.start().handle(tester.delivery(request));

      assertThat(disposition).isEqualTo(new Acknowledge(request.id(), outcome));
      assertThat(tester.stored(request).status()).isEqualTo(status);
      assertThat(stages.retrieval().calls()).isZero();
    }
  }

  @Nested
  class A_stage_fails {

    @Test
    void and_is_tried_again_within_the_attempt() {
      ContentRequest request = Samples.request();
      stages.speech().failAt(2, timeout());
      stages.speech().failAt(3, timeout());

      answerIn(tester.start().handle(tester.delivery(request)));

      assertThat(tester.observer.events(StageRetried.class)).hasSize(2);
      assertThat(tester.stored(request).attempts()).isEqualTo(1);
      assertThat(stages.speech().calls()).isEqualTo(SCENES + 2);
    }

    @Test
    void too_often_and_the_message_shall_come_again() {
      ContentRequest request = Samples.request();
      stages.scriptWriting().failAlways(timeout());

      Disposition disposition = tester.start().handle(tester.delivery(request));

      assertThat(disposition)
          .isEqualTo(new Retry(request.id(), Reason.FAILED, "The provider timed out."));
      Snapshot stored = tester.stored(request);
      assertThat(stored.status()).isEqualTo(RequestStatus.PENDING);
      assertThat(stored.holder()).isNull();
      assertThat(stored.attempts()).isEqualTo(1);
      assertThat(stored.lastFailure().stage()).isEqualTo(Stage.SCRIPT);
      assertThat(stored.lastFailure().isPermanent()).isFalse();
      assertThat(stages.scriptWriting().calls()).isEqualTo(3);
      assertThat(tester.observer.events(AttemptFailed.class)).hasSize(1);
    }

    @Test
    void in_the_last_attempt_and_the_student_is_told_but_the_message_goes_on() {
      ContentRequest request = Samples.request();
      ContentPipeline pipeline = tester.start(settings -> settings.maxAttempts(2));
      stages.retrieval().failAlways(timeout());

      pipeline.handle(tester.delivery(request));
      Disposition last = pipeline.handle(tester.delivery(request));

      assertRetry(last, Reason.FAILED);
      assertThat(((Retry) last).message())
          .isEqualTo("Given up after 2 attempts. The provider timed out.");
      assertThat(tester.stored(request).status()).isEqualTo(RequestStatus.FAILED);
    }

    @Test
    void for_good_and_is_not_tried_again() {
      ContentRequest request = Samples.request();
      stages.rendering().failAt(2, new PermanentFailureException("The formula is broken."));

      Disposition disposition = tester.start().handle(tester.delivery(request));

      assertThat(disposition).isInstanceOf(Acknowledge.class);
      Outcome.Failed failed = (Outcome.Failed) ((Acknowledge) disposition).outcome();
      assertThat(failed.failure().isPermanent()).isTrue();
      assertThat(failed.failure().stage()).isEqualTo(Stage.RENDERING);
      assertThat(failed.failure().message()).isEqualTo("The formula is broken.");
      assertThat(tester.stored(request).status()).isEqualTo(RequestStatus.FAILED);
      assertThat(tester.observer.events(StageRetried.class)).isEmpty();
    }

    @Test
    void with_something_unknown_which_counts_as_passing_and_is_not_repeated_to_anybody() {
      ContentRequest request = Samples.request();
      stages.understanding().failAt(1, new IllegalStateException("Dear diary"));
      stages.understanding().failAt(2, new StackOverflowError("Dear diary"));
      stages.understanding().failAt(3, new IllegalStateException("Dear diary"));

      Disposition disposition = tester.start().handle(tester.delivery(request));

      assertRetry(disposition, Reason.FAILED);
      assertThat(tester.stored(request).lastFailure().cause())
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(disposition.toString() + tester.observer.events() + tester.stored(request))
          .doesNotContain("Dear diary");
    }

    @Test
    void to_be_stored_and_is_not_done_again_for_that() {
      FlakyRequestStore store = new FlakyRequestStore(tester.store);
      store.starting.failAt(1, timeout());
      store.saving.failAt(3, timeout());
      ContentPipeline pipeline =
          tester.start(
              settings -> settings.storagePatience(Duration.ofMinutes(1)),
              store,
              tester.rejected,
              tester.observer);

      answerIn(pipeline.handle(tester.delivery(Samples.request())));

      assertThat(stages.scriptWriting().calls()).isEqualTo(1);
    }
  }

  @Nested
  class A_request_goes_on_after_a_failure {

    @ParameterizedTest
    @EnumSource(Stage.class)
    void behind_its_last_finished_stage(Stage broken) {
      ContentRequest request = Samples.request();
      ContentPipeline pipeline = tester.start(settings -> settings.stageTries(1));
      injector(broken).failAt(1, timeout());
      assertRetry(pipeline.handle(tester.delivery(request)), Reason.FAILED);

      answerIn(pipeline.handle(tester.delivery(request)));

      for (Stage stage : Stage.values()) {
        int calls = stage == Stage.NARRATION || stage == Stage.RENDERING ? SCENES : 1;
        boolean racing = stage == Stage.NARRATION && broken == Stage.RENDERING;
        if (!racing) {
          assertThat(injector(stage).calls())
              .as("calls of %s", stage)
              .isBetween(calls, stage == broken ? calls + 2 : calls);
        }
      }
    }

    @Test
    void behind_its_last_finished_scene() {
      ContentRequest request = Samples.request();
      ContentPipeline pipeline = tester.start(settings -> settings.stageTries(1));
      stages.rendering().failAt(3, timeout());
      pipeline.handle(tester.delivery(request));

      Answer answer = answerIn(pipeline.handle(tester.delivery(request)));

      assertThat(text(answer, Artifact.VIDEO))
          .isEqualTo("[scene 1][scene 2][scene 3][scene 4][scene 5][scene 6]");
      assertThat(tester.stored(request).starts())
          .containsEntry(new StageKey(Stage.NARRATION, 1), 1)
          .containsEntry(new StageKey(Stage.RENDERING, 2), 1)
          .containsEntry(new StageKey(Stage.NARRATION, 3), 1)
          .containsEntry(new StageKey(Stage.RENDERING, 3), 2);
      assertThat(tester.observer.events(StageResumed.class))
          .extracting(StageResumed::key)
          .contains(StageKey.of(Stage.SCRIPT), new StageKey(Stage.NARRATION, 3));
    }

    @Test
    void and_makes_again_what_got_lost_of_its_scenes() {
      ContentRequest request = Samples.request();
      ContentPipeline pipeline = tester.start(settings -> settings.stageTries(1));
      stages.assembly().failAt(1, timeout());
      assertRetry(pipeline.handle(tester.delivery(request)), Reason.FAILED);
      Map<StageKey, Checkpoint> made = tester.stored(request).checkpoints();
      tester.media.lose(((NarratedScene) output(made, new StageKey(Stage.NARRATION, 2))).audio());
      tester.media.lose(((RenderedScene) output(made, new StageKey(Stage.RENDERING, 4))).segment());

      Answer answer = answerIn(pipeline.handle(tester.delivery(request)));

      assertThat(text(answer, Artifact.VIDEO))
          .isEqualTo("[scene 1][scene 2][scene 3][scene 4][scene 5][scene 6]");
      assertThat(tester.stored(request).starts())
          .containsEntry(new StageKey(Stage.NARRATION, 1), 1)
          .containsEntry(new StageKey(Stage.NARRATION, 2), 2)
          .containsEntry(new StageKey(Stage.RENDERING, 2), 2)
          .containsEntry(new StageKey(Stage.NARRATION, 4), 1)
          .containsEntry(new StageKey(Stage.RENDERING, 4), 2)
          .containsEntry(new StageKey(Stage.RENDERING, 5), 1);
    }

    private FaultInjector injector(Stage stage) {
      return switch (stage) {
        case UNDERSTANDING -> stages.understanding();
        case RETRIEVAL -> stages.retrieval();
        case SCRIPT -> stages.scriptWriting();
        case NARRATION -> stages.speech();
        case RENDERING -> stages.rendering();
        case PUBLISHING -> stages.assembly();
      };
    }
  }

  @Nested
  class A_request_has_ended_before {

    private final ContentRequest request = Samples.request(Modality.TEXT);
    private final ContentPipeline pipeline = tester.start();

    @Test
    void with_an_answer_and_shares_it() {
      Disposition first = pipeline.handle(tester.delivery(request));

      assertThat(pipeline.handle(tester.delivery(request))).isEqualTo(first);
      assertThat(stages.understanding().calls()).isEqualTo(1);
    }

    @Test
    void without_one_and_is_left_alone() {
      stages.understanding().failAt(1, new PermanentFailureException("No."));
      Disposition first = pipeline.handle(tester.delivery(request));

      assertThat(pipeline.handle(tester.delivery(request))).isEqualTo(first);
      assertThat(stages.understanding().calls()).isEqualTo(1);
    }

    @Test
    void by_a_cancellation() {
      tester.store.claim(request, "other", Duration.ofSeconds(12));
      tester.store.cancel(request.id());

      assertThat(pipeline.handle(tester.delivery(request)))
          .isEqualTo(new Acknowledge(request.id(), new Outcome.Cancelled()));
    }

    @Test
    void with_processes_that_died_in_every_attempt() {
      for (int i = 0; i < 5; i++) {
        tester.store.claim(request, "dies", Duration.ofSeconds(12));
        tester.clock.advance(LONGER_THAN_THE_LEASE);
      }

      assertRetry(pipeline.handle(tester.delivery(request)), Reason.FAILED);
      assertThat(tester.stored(request).status()).isEqualTo(RequestStatus.FAILED);
      assertThat(stages.understanding().calls()).isZero();
    }
  }

  @Nested
  class A_second_delivery_of_a_running_request {

    private final ContentRequest request = Samples.request(Modality.TEXT);
    private final ContentPipeline pipeline =
        tester.start(settings -> settings.slots(2).lease(Duration.ofHours(1)));
    private final Hang hang = stages.scriptWriting().hangAt(1);
    private Pending first;

    @BeforeEach
    void begin() throws Exception {
      first = tester.handleAside(pipeline, tester.delivery(request));
      hang.awaitReached();
    }

    @Test
    void waits_and_shares_the_answer() throws Exception {
      Pending second = tester.handleAside(pipeline, tester.delivery(request));
      second.awaitWaiting();
      assertThat(second.isThere()).isFalse();
      hang.release();

      answerIn(first.await());
      assertThat(second.await()).isEqualTo(first.await());
      assertThat(stages.scriptWriting().calls()).isEqualTo(1);
      assertThat(tester.observer.events(DeliveryJoined.class)).hasSize(1);
    }

    @Test
    void does_not_wait_when_its_deadline_is_near() {
      Disposition second = pipeline.handle(tester.delivery(request, Duration.ofSeconds(5)));

      assertRetry(second, Reason.HELD_ELSEWHERE);
      assertThat(first.isThere()).isFalse();
    }

    @Test
    void waits_until_its_deadline_is_near() throws Exception {
      Pending second =
          tester.handleAside(pipeline, tester.delivery(request, Duration.ofMinutes(1)));
      second.awaitWaiting();
      tester.clock.advance(Duration.ofSeconds(55));

      assertRetry(second.await(), Reason.HELD_ELSEWHERE);
    }

    @Test
    void takes_over_when_the_first_process_died() throws Exception {
      ContentRequest orphan = Samples.request(Modality.TEXT);
      tester.store.claim(orphan, "dies", Duration.ofSeconds(12));
      Pending second = tester.handleAside(pipeline, tester.delivery(orphan));
      second.awaitWaiting();
      tester.clock.advance(LONGER_THAN_THE_LEASE);

      answerIn(second.await());
      assertThat(tester.observer.events(RequestClaimed.class))
          .extracting(RequestClaimed::takenOver)
          .containsExactly(false, true);
    }
  }

  @Nested
  class No_slot_is_free {

    private final Hang hang = stages.understanding().hangAt(1);

    private ContentPipeline busy(int maxWaiting) throws InterruptedException {
      ContentPipeline pipeline = tester.start(settings -> settings.maxWaiting(maxWaiting));
      tester.handleAside(pipeline, tester.delivery(Samples.request(Modality.TEXT)));
      hang.awaitReached();
      return pipeline;
    }

    @Test
    void until_the_deadline() throws Exception {
      Disposition late =
          busy(1).handle(tester.delivery(Samples.request(), Duration.ofMillis(5_010)));

      assertRetry(late, Reason.BUSY);
    }

    @Test
    void and_the_answer_is_there_already() throws Exception {
      ContentRequest ended = Samples.request();
      ContentPipeline pipeline = busy(0);
      tester.store.claim(ended, "other", Duration.ofSeconds(12));
      tester.store.cancel(ended.id());

      assertThat(pipeline.handle(tester.delivery(ended)))
          .isEqualTo(new Acknowledge(ended.id(), new Outcome.Cancelled()));
    }

    @Test
    void until_the_deadline_but_the_answer_came_meanwhile() throws Exception {
      ContentRequest elsewhere = Samples.request();
      tester.store.claim(elsewhere, "other", Duration.ofSeconds(12));
      Pending waiting =
          tester.handleAside(busy(1), tester.delivery(elsewhere, Duration.ofSeconds(6)));
      waiting.awaitWaiting();
      tester.store.cancel(elsewhere.id());

      assertThat(waiting.await())
          .isEqualTo(new Acknowledge(elsewhere.id(), new Outcome.Cancelled()));
    }

    @Test
    void and_too_many_wait() throws Exception {
      ContentPipeline pipeline = busy(1);
      Pending waiting = tester.handleAside(pipeline, tester.delivery(Samples.request()));
      waiting.awaitWaiting();

      assertRetry(pipeline.handle(tester.delivery(Samples.request())), Reason.OVERLOADED);
      hang.release();
      answerIn(waiting.await());
    }

    @Test
    void and_who_waits_is_served_in_order() throws Exception {
      ContentPipeline pipeline = busy(10);
      List<RequestId> asked = new ArrayList<>();
      List<Pending> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ContentRequest request = Samples.request(Modality.TEXT);
        asked.add(request.id());
        waiting.add(tester.handleAside(pipeline, tester.delivery(request)));
        waiting.get(i).awaitWaiting();
      }
      hang.release();
      for (Pending one : waiting) {
        one.await();
      }

      assertThat(tester.observer.events(RequestFinished.class))
          .extracting(RequestFinished::requestId)
          .endsWith(asked.toArray(RequestId[]::new));
    }
  }

  @Nested
  class A_message_is_not_valid {

    @Test
    void and_is_kept() {
      Disposition disposition = tester.start().handle(tester.message("rubbish"));

      assertThat(disposition)
          .isEqualTo(new Reject("request_id", "request_id must be a UUID", false));
      assertThat(tester.rejected.all()).hasSize(1);
      assertThat(tester.rejected.all().get(0).delivery().body())
          .isEqualTo("rubbish".getBytes(UTF_8));
    }

    @Test
    void and_may_be_acknowledged_once_it_is_kept() {
      ContentPipeline pipeline = tester.start(settings -> settings.acknowledgeRejected(true));

      assertThat(((Reject) pipeline.handle(tester.message("rubbish"))).acknowledge()).isTrue();
    }

    @Test
    void and_cannot_be_kept_so_that_it_has_to_come_again() {
      ContentPipeline pipeline =
          tester.start(
              settings -> settings.acknowledgeRejected(true),
              tester.store,
              (delivery, problem) -> {
                throw new TransientFailureException("The database is away.", null);
              },
              tester.observer);

      Disposition disposition = pipeline.handle(tester.message("rubbish"));

      assertRetry(disposition, Reason.FAILED);
      assertThat(((Retry) disposition).requestId()).isNull();
      assertThat(((Retry) disposition).message()).endsWith("The database is away.");
    }

    @Test
    void and_breaks_the_decoder() {
      Disposition disposition = tester.start().handle(tester.message(PipelineTester.TOO_DEEP));

      assertRetry(disposition, Reason.FAILED);
      assertThat(((Retry) disposition).message()).doesNotContain("Dear diary");
    }
  }

  @Nested
  class The_lease {

    private final ContentRequest request = Samples.request();

    @Test
    void is_lost_and_the_next_write_is_refused() throws Exception {
      Hang hang = stages.scriptWriting().hangAt(1);
      ContentPipeline pipeline = tester.start(settings -> settings.lease(Duration.ofHours(1)));
      Pending first = tester.handleAside(pipeline, tester.delivery(request));
      hang.awaitReached();
      tester.clock.advance(Duration.ofMinutes(61));
      tester.store.claim(request, "other", Duration.ofHours(1));
      hang.release();

      assertRetry(first.await(), Reason.HELD_ELSEWHERE);
      Snapshot stored = tester.stored(request);
      assertThat(stored.holder()).isEqualTo("other");
      assertThat(stored.outcome()).isNull();
      assertThat(stored.checkpoints()).doesNotContainKey(StageKey.of(Stage.SCRIPT));
      assertThat(tester.media.keys()).isEmpty();
      assertThat(tester.observer.events(LeaseLost.class)).hasSize(1);
      assertThat(first.leftInterrupted()).isFalse();
    }

    @Test
    void is_lost_in_the_last_moment_and_nothing_is_published() throws Exception {
      Hang hang = stages.assembly().hangAt(1);
      ContentPipeline pipeline = tester.start(settings -> settings.lease(Duration.ofHours(1)));
      Pending first = tester.handleAside(pipeline, tester.delivery(request));
      hang.awaitReached();
      tester.store.cancel(request.id());
      hang.release();

      assertThat(first.await()).isEqualTo(new Acknowledge(request.id(), new Outcome.Cancelled()));
      assertThat(tester.stored(request).outcome()).isEqualTo(new Outcome.Cancelled());
      assertThat(tester.observer.events(RequestFinished.class)).isEmpty();
    }

    @Test
    void is_lost_and_hanging_work_is_stopped() throws Exception {
      Hang hang = stages.speech().hangAt(2);
      ContentPipeline pipeline = tester.start(settings -> settings.lease(Duration.ofSeconds(1)));
      Pending first = tester.handleAside(pipeline, tester.delivery(request));
      hang.awaitReached();
      tester.store.cancel(request.id());

      assertThat(first.await()).isEqualTo(new Acknowledge(request.id(), new Outcome.Cancelled()));
      assertThat(first.leftInterrupted()).isFalse();
    }

    @Test
    void is_renewed_for_as_long_as_the_work_takes() throws Exception {
      FlakyRequestStore store = new FlakyRequestStore(tester.store);
      Hang hang = stages.speech().hangAt(2);
      ContentPipeline pipeline =
          tester.start(
              settings -> settings.lease(Duration.ofSeconds(1)),
              store,
              tester.rejected,
              tester.observer);
      Pending first = tester.handleAside(pipeline, tester.delivery(request));
      hang.awaitReached();
      for (int i = 0; i < 2; i++) {
        tester.clock.advance(Duration.ofMillis(700));
        // One may have been under way before the clock moved.
        store.renewals.drainPermits();
        store.renewals.acquire();
      }

      assertThat(tester.store.claim(request, "other", Duration.ofHours(1)))
          .isInstanceOf(ClaimResult.Held.class);
      hang.release();
      answerIn(first.await());
    }
  }

  @Nested
  class The_process_goes_away {

    private final ContentRequest request = Samples.request();

    @Test
    void and_another_one_goes_on_at_once_behind_the_last_checkpoint() throws Exception {
      Hang hang = stages.speech().hangAt(3);
      ContentPipeline going = tester.start();
      Pending first = tester.handleAside(going, tester.delivery(request));
      hang.awaitReached();

      assertThat(going.stop(Duration.ofSeconds(20))).isTrue();

      assertRetry(first.await(), Reason.SHUTTING_DOWN);
      assertThat(first.leftInterrupted()).isFalse();
      assertThat(tester.stored(request).holder()).isNull();
      assertThat(tester.stored(request).attempts()).isZero();
      answerIn(tester.start().handle(tester.delivery(request)));
      assertThat(stages.scriptWriting().calls()).isEqualTo(1);
      assertThat(stages.speech().calls()).isEqualTo(SCENES + 1);
    }

    @Test
    void and_keeps_what_a_stage_produced_in_spite_of_it() throws Exception {
      Hang hang = stages.scriptWriting().hangDeafAt(1);
      ContentPipeline going = tester.start();
      Pending first = tester.handleAside(going, tester.delivery(request));
      hang.awaitReached();

      assertThat(going.stop(Duration.ZERO)).isFalse();
      hang.release();

      assertRetry(first.await(), Reason.SHUTTING_DOWN);
      assertThat(tester.stored(request).checkpoints()).containsKey(StageKey.of(Stage.SCRIPT));
      assertThat(stages.speech().calls()).isZero();
    }

    @Test
    void and_stops_even_if_an_adapter_forgets_its_interrupt() throws Exception {
      Hang hang = stages.retrieval().hangForgetfulAt(1);
      ContentPipeline going = tester.start();
      Pending first = tester.handleAside(going, tester.delivery(request));
      hang.awaitReached();

      assertThat(going.stop(Duration.ofSeconds(20))).isTrue();

      assertRetry(first.await(), Reason.SHUTTING_DOWN);
      assertThat(tester.stored(request).checkpoints()).containsKey(StageKey.of(Stage.RETRIEVAL));
      assertThat(stages.scriptWriting().calls()).isZero();
    }

    @Test
    void and_who_waits_for_a_slot_waits_no_more() throws Exception {
      Hang hang = stages.understanding().hangDeafAt(1);
      ContentPipeline going = tester.start();
      tester.handleAside(going, tester.delivery(request));
      hang.awaitReached();
      List<Pending> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(tester.handleAside(going, tester.delivery(Samples.request())));
        waiting.get(i).awaitWaiting();
      }

      assertThat(going.stop(Duration.ZERO)).isFalse();

      for (Pending one : waiting) {
        assertRetry(one.await(), Reason.SHUTTING_DOWN);
      }
      hang.release();
    }

    @Test
    void and_takes_nothing_new() throws Exception {
      ContentPipeline going = tester.start();
      assertThat(going.isAccepting()).isTrue();

      assertThat(going.stop(Duration.ofSeconds(20))).isTrue();

      assertThat(going.isAccepting()).isFalse();
      assertRetry(going.handle(tester.delivery(request)), Reason.SHUTTING_DOWN);
      assertThat(stages.understanding().calls()).isZero();
    }

    @Test
    void and_does_not_wait_when_it_is_closed() throws Exception {
      Hang hang = stages.rendering().hangAt(2);
      ContentPipeline going = tester.start();
      Pending first = tester.handleAside(going, tester.delivery(request));
      hang.awaitReached();

      going.close();

      assertRetry(first.await(), Reason.SHUTTING_DOWN);
      assertThat(tester.stored(request).holder()).isNull();
    }
  }

  @Nested
  class The_calling_thread {

    private final ContentRequest request = Samples.request();

    @Test
    void gets_its_interrupt_back_and_the_lease_is_released() throws Exception {
      Hang hang = stages.retrieval().hangAt(1);
      Pending first = tester.handleAside(tester.start(), tester.delivery(request));
      hang.awaitReached();
      first.thread().interrupt();

      assertRetry(first.await(), Reason.SHUTTING_DOWN);
      assertThat(first.leftInterrupted()).isTrue();
      assertThat(tester.stored(request).holder()).isNull();
      assertThat(tester.stored(request).attempts()).isZero();
    }

    @Test
    void keeps_what_a_stage_produced_in_spite_of_its_interrupt_and_goes_no_further()
        throws Exception {
      Hang hang = stages.scriptWriting().hangDeafAt(1);
      Pending first = tester.handleAside(tester.start(), tester.delivery(request));
      hang.awaitReached();
      first.thread().interrupt();
      hang.release();

      assertRetry(first.await(), Reason.SHUTTING_DOWN);
      assertThat(first.leftInterrupted()).isTrue();
      assertThat(tester.stored(request).checkpoints()).containsKey(StageKey.of(Stage.SCRIPT));
      assertThat(stages.speech().calls()).isZero();
    }

    @Test
    void gets_no_disposition_while_a_scene_still_runs() throws Exception {
      Hang failing = stages.speech().hangAt(1);
      Hang hang = stages.speech().hangDeafAt(2);
      stages.rendering().failAt(1, new PermanentFailureException("No."));
      ContentPipeline pipeline = tester.start(settings -> settings.sceneThreads(2));
      Pending first = tester.handleAside(pipeline, tester.delivery(request));
      failing.awaitReached();
      hang.awaitReached();
      failing.release();
      first.awaitWaitingForScenes();
      assertThat(first.isThere()).isFalse();
      hang.release();

      assertThat(first.await()).isInstanceOf(Acknowledge.class);
      List<PipelineEvent> events = tester.observer.events();
      assertThat(events.get(events.size() - 1)).isInstanceOf(RequestFinished.class);
    }

    @Test
    void hears_of_a_store_that_is_away_at_the_end() {
      FlakyRequestStore store = new FlakyRequestStore(tester.store);
      store.finishing.failAlways(timeout());
      ContentPipeline pipeline =
          tester.start(settings -> settings, store, tester.rejected, tester.observer);

      assertRetry(pipeline.handle(tester.delivery(request)), Reason.FAILED);

      store.finishing.heal();
      tester.clock.advance(LONGER_THAN_THE_LEASE);
      answerIn(pipeline.handle(tester.delivery(request)));
      assertThat(stages.assembly().calls()).isEqualTo(1);
    }
  }

  private static TransientFailureException timeout() {
    return new TransientFailureException("The provider timed out.", null);
  }

  private static void assertRetry(Disposition disposition, Reason reason) {
    assertThat(disposition).isInstanceOf(Retry.class);
    assertThat(((Retry) disposition).reason()).isEqualTo(reason);
  }

  private static void sneakyThrow(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private String text(Answer answer, Artifact artifact) {
    return new String(tester.media.get(answer.files().get(artifact)), UTF_8);
  }

  private static StageOutput output(Map<StageKey, Checkpoint> checkpoints, StageKey key) {
    return checkpoints.get(key).output();
  }

  private static Answer answerIn(Disposition disposition) {
    assertThat(disposition).isInstanceOf(Acknowledge.class);
    Outcome outcome = ((Acknowledge) disposition).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).answer();
  }
}
