package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AnswerAwaited;
import io.vividly.core.port.PipelineEvent.AnswerReused;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.FaultInjector.Hang;
import io.vividly.testkit.PipelineTester.Pending;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Different requests for the same answer. */
@Timeout(60)
class SharedAnswersTest {

  private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(13);

  private final PipelineTester tester = new PipelineTester();
  private final ScriptedStages stages = tester.stages;
  private final ContentRequest first = Samples.request(Modality.TEXT);
  private final ContentRequest second = Samples.request(Modality.TEXT);

  @BeforeEach
  void share() {
    tester.catalog = new InMemoryContentCatalog(tester.store);
  }

  @AfterEach
  void close() throws InterruptedException {
    tester.close();
  }

  @Test
  void aFinishedAnswerIsReused() {
    Answer made = answerIn(tester.start().handle(tester.delivery(first)));

    assertThat(answerIn(tester.start().handle(tester.delivery(second)))).isEqualTo(made);

    assertThat(stages.understanding().calls()).isEqualTo(2);
    assertThat(stages.scriptWriting().calls()).isEqualTo(1);
    assertThat(tester.observer.events(AnswerReused.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.requestId()).isEqualTo(second.id());
              assertThat(event.from()).isEqualTo(first.id());
            });
  }

  @Test
  void anAnswerInTheMakingIsAwaitedByOtherInstancesToo() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending maker = tester.handleAside(tester.start(), tester.delivery(first));
    hang.awaitReached();
    Pending waiter = tester.handleAside(tester.start(), tester.delivery(second));
    awaitEvent(AnswerAwaited.class);
    hang.release();

    assertThat(answerIn(waiter.await())).isEqualTo(answerIn(maker.await()));
    assertThat(stages.scriptWriting().calls()).isEqualTo(1);
  }

  @Test
  void whoWaitsForAnAnswerLeavesItsSlotToOthers() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending maker = tester.handleAside(tester.start(), tester.delivery(first));
    hang.awaitReached();
    ContentPipeline other = tester.start();
    Pending waiter = tester.handleAside(other, tester.delivery(second));
    awaitEvent(AnswerAwaited.class);
    stages.understandAs(
        new Understanding.Understood(new Topic("photosynthesis", "Light", Subject.BIOLOGY), 0.9));

    answerIn(other.handle(tester.delivery(Samples.request(Modality.TEXT))));

    hang.release();
    assertThat(answerIn(waiter.await())).isEqualTo(answerIn(maker.await()));
  }

  @Test
  void whoWaitsMakesTheAnswerWhenItsMakerDied() throws Exception {
    Hang hang = stages.scriptWriting().hangDeafAt(1);
    ContentPipeline dying = tester.start(settings -> settings.lease(Duration.ofHours(1)));
    Pending maker = tester.handleAside(dying, tester.delivery(first));
    hang.awaitReached();
    Pending waiter = tester.handleAside(tester.start(), tester.delivery(second));
    awaitEvent(AnswerAwaited.class);

    tester.clock.advance(Duration.ofMinutes(61));

    answerIn(waiter.await());
    hang.release();
    assertThat(answerIn(maker.await())).isNotNull();
    assertThat(stages.scriptWriting().calls()).isEqualTo(2);
  }

  @Test
  void whoWaitsMakesTheAnswerWhenItsMakerWasCancelled() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending maker = tester.handleAside(tester.start(), tester.delivery(first));
    hang.awaitReached();
    Pending waiter = tester.handleAside(tester.start(), tester.delivery(second));
    awaitEvent(AnswerAwaited.class);

    tester.store.cancel(first.id());

    assertThat(maker.await()).isEqualTo(new Acknowledge(first.id(), new Outcome.Cancelled()));
    answerIn(waiter.await());
  }

  @Test
  void whoWaitsGivesTheRequestBackWhenNoSlotIsFreeForIt() throws Exception {
    Hang making = stages.scriptWriting().hangAt(1);
    tester.handleAside(tester.start(), tester.delivery(first));
    making.awaitReached();
    ContentPipeline other = tester.start(settings -> settings.maxWaiting(0));
    Pending waiter = tester.handleAside(other, tester.delivery(second));
    awaitEvent(AnswerAwaited.class);
    Hang busy = stages.understanding().hangAt(3);
    tester.handleAside(other, tester.delivery(Samples.request(Modality.TEXT)));
    busy.awaitReached();

    tester.store.cancel(first.id());

    assertThat(waiter.await())
        .isInstanceOfSatisfying(
            Retry.class, retry -> assertThat(retry.reason()).isEqualTo(Reason.OVERLOADED));
    assertThat(tester.stored(second).holder()).isNull();
    assertThat(tester.stored(second).attempts()).isZero();
    busy.release();
  }

  @Test
  void anAnswerWhoseFilesAreGoneIsMadeAgain() {
    Answer made = answerIn(tester.start().handle(tester.delivery(first)));
    tester.media.lose(made.files().get(Artifact.TRANSCRIPT));

    Answer again = answerIn(tester.start().handle(tester.delivery(second)));

    assertThat(again.files().values()).allMatch(tester.media::contains);
    assertThat(stages.scriptWriting().calls()).isEqualTo(2);
  }

  @Test
  void anotherVersionOfThePipelineMakesItsOwn() {
    answerIn(tester.start().handle(tester.delivery(first)));

    answerIn(
        tester.start(settings -> settings.pipelineVersion("2")).handle(tester.delivery(second)));

    assertThat(stages.scriptWriting().calls()).isEqualTo(2);
  }

  @Test
  void whatAnotherVersionMadeIsTakenOverButNotShared() {
    ContentRequest begun = Samples.request();
    stages.assembly().failAt(1, new TransientFailureException("Away."));
    ContentPipeline old = tester.start(settings -> settings.stageTries(1));
    assertThat(old.handle(tester.delivery(begun))).isInstanceOf(Retry.class);
    ContentPipeline renewed = tester.start(settings -> settings.pipelineVersion("2"));

    answerIn(renewed.handle(tester.delivery(begun)));

    assertThat(stages.scriptWriting().calls()).isEqualTo(1);
    assertThat(tester.stored(begun).checkpoints().get(StageKey.of(Stage.SCRIPT)).version())
        .isEqualTo("1");
    assertThat(tester.stored(begun).checkpoints().get(StageKey.of(Stage.PUBLISHING)).version())
        .isEqualTo("2");

    answerIn(renewed.handle(tester.delivery(Samples.request())));
    assertThat(stages.scriptWriting().calls()).isEqualTo(2);

    answerIn(renewed.handle(tester.delivery(Samples.request())));
    assertThat(stages.scriptWriting().calls()).isEqualTo(2);
  }

  @Test
  void nobodyWaitsForAnAnswerThatWillNotBeShared() throws Exception {
    stages.scriptWriting().failAt(1, new TransientFailureException("Away."));
    ContentPipeline old = tester.start(settings -> settings.stageTries(1));
    assertThat(old.handle(tester.delivery(first))).isInstanceOf(Retry.class);
    Hang hang = stages.scriptWriting().hangAt(2);
    Pending resuming =
        tester.handleAside(
            tester.start(settings -> settings.pipelineVersion("2")), tester.delivery(first));
    hang.awaitReached();

    answerIn(
        tester.start(settings -> settings.pipelineVersion("2")).handle(tester.delivery(second)));

    hang.release();
    answerIn(resuming.await());
  }

  @Test
  void whatHasNoVersionIsOfAnotherOne() {
    Claim claim = ((Claimed) tester.store.claim(first, "old", LONGER_THAN_THE_LEASE)).claim();
    Understanding understood = new Understanding.Understood(Samples.topic(), 0.9);
    tester.store.stageCompleted(
        claim, StageKey.of(Stage.UNDERSTANDING), new Checkpoint(understood, null), 5);
    tester.store.release(claim);

    answerIn(tester.start().handle(tester.delivery(first)));
    answerIn(tester.start().handle(tester.delivery(second)));

    assertThat(stages.understanding().calls()).isEqualTo(1);
    assertThat(stages.scriptWriting().calls()).isEqualTo(2);
  }

  @Test
  void whatTheSameVersionMadeIsTakenOverAndShared() {
    stages.scriptWriting().failAt(1, new TransientFailureException("Away."));
    ContentPipeline pipeline = tester.start(settings -> settings.stageTries(1));
    assertThat(pipeline.handle(tester.delivery(first))).isInstanceOf(Retry.class);

    answerIn(pipeline.handle(tester.delivery(first)));
    answerIn(pipeline.handle(tester.delivery(second)));

    assertThat(stages.scriptWriting().calls()).isEqualTo(2);
  }

  @Test
  void anotherModalityMakesItsOwn() {
    answerIn(tester.start().handle(tester.delivery(first)));

    answerIn(tester.start().handle(tester.delivery(Samples.request(Modality.AUDIO))));

    assertThat(stages.scriptWriting().calls()).isEqualTo(2);
  }

  @Test
  void anAttemptThatDiedAfterOfferingItsAnswerIsFinishedWithIt() {
    FlakyRequestStore flaky = new FlakyRequestStore(tester.store);
    flaky.finishing.failAlways(new TransientFailureException("Away."));
    ContentPipeline pipeline =
        tester.start(settings -> settings, flaky, tester.rejected, tester.observer);
    assertThat(pipeline.handle(tester.delivery(first))).isInstanceOf(Retry.class);
    flaky.finishing.heal();
    tester.clock.advance(LONGER_THAN_THE_LEASE);

    answerIn(pipeline.handle(tester.delivery(first)));

    assertThat(stages.scriptWriting().calls()).isEqualTo(1);
  }

  private void awaitEvent(Class<? extends PipelineEvent> kind) {
    while (tester.observer.events(kind).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static Answer answerIn(Disposition disposition) {
    assertThat(disposition).isInstanceOf(Acknowledge.class);
    Outcome outcome = ((Acknowledge) disposition).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).answer();
  }
}
