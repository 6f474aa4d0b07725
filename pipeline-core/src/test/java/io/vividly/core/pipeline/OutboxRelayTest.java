package io.vividly.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.OutboxRelay.Settings;
import io.vividly.core.pipeline.QueueOutbox.Settled;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.TransientFailureException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboxRelayTest {

  /** Nothing in these tests waits for a poll, unless it says so. */
  private static final Duration NEVER = Duration.ofHours(1);

  private final QueueOutbox outbox = new QueueOutbox();
  private final BlockingQueue<PipelineEvent> events = new LinkedBlockingQueue<>();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private final BlockingQueue<Delivery> deadLetters = new LinkedBlockingQueue<>();
  private final AtomicInteger deadLettersAway = new AtomicInteger();
  private final DeliveryHandler deadLetterHandler =
      new DeliveryHandler() {
        @Override
        public Disposition handle(Delivery delivery) {
          if (deadLettersAway.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
            return new Disposition.Retry(null, Disposition.Retry.Reason.FAILED, "Away.");
          }
          deadLetters.add(delivery);
          return new Disposition.Acknowledge(RequestId.random(), new Outcome.Cancelled());
        }

        @Override
        public Disposition reject(Delivery delivery, InvalidMessageException problem) {
          throw new UnsupportedOperationException("not needed here");
        }
      };

  @AfterEach
  void close() {
    relays.forEach(OutboxRelay::close);
  }

  @Test
  void publishesWhatWaitsAtTheStartAndWhatComesLater() throws Exception {
    Outbox.Entry first = outbox.add();
    OutboxRelay relay = relay(entry -> {}, settings(2, NEVER));

    relay.start();
    assertThat(outbox.next().entry()).isEqualTo(first);

    Outbox.Entry second = outbox.add();
    relay.wake();
    Settled settled = outbox.next();
    assertThat(settled.entry()).isEqualTo(second);
    assertThat(settled.how()).isEqualTo("published");
  }

  @Test
  void looksByItselfNowAndThen() throws Exception {
    relay(entry -> {}, settings(2, Duration.ofMillis(5))).start();

    outbox.add();

    assertThat(outbox.next().how()).isEqualTo("published");
  }

  @Test
  void triesAgainAfterGrowingPausesAndSetsAsideInTheEnd() throws Exception {
    outbox.add();
    relay(
            entry -> {
              throw new TransientFailureException("The endpoint answered 500.", null);
            },
            new Settings(
                1, 5, Duration.ofMillis(4), Duration.ofMillis(10), NEVER, Duration.ofMinutes(1)))
        .start();

    List<Duration> longest = List.of(millis(4), millis(8), millis(10), millis(10));
    for (int i = 0; i < longest.size(); i++) {
      Settled retry = outbox.next();
      assertThat(retry.how()).isEqualTo("retry");
      assertThat(retry.entry().attempt()).isEqualTo(i + 1);
      assertThat(retry.reason()).isEqualTo("The endpoint answered 500.");
      assertThat(retry.after()).isBetween(longest.get(i).dividedBy(2), longest.get(i));
    }
    Settled last = outbox.next();
    assertThat(last.how()).isEqualTo("dead letter");
    assertThat(last.entry().attempt()).isEqualTo(5);
    assertThat(last.reason()).isEqualTo("The endpoint answered 500.");
    awaitEvent(PipelineEvent.RequestDeadLettered.class);
  }

  @Test
  void doesNotRepeatWhatAnUnexpectedExceptionSays() throws Exception {
    outbox.add();
    relay(
            entry -> {
              throw new IllegalStateException("the student's words");
            },
            settings(1, NEVER))
        .start();

    assertThat(outbox.next().reason()).contains("IllegalStateException").doesNotContain("student");
  }

  @Test
  void publishesAsManyAtOnceAsItHasWorkers() throws Exception {
    CountDownLatch bothAtWork = new CountDownLatch(2);
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger mostAtWork = new AtomicInteger();
    for (int i = 0; i < 6; i++) {
      outbox.add();
    }
    relay(
            entry -> {
              mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
              bothAtWork.countDown();
              await(bothAtWork);
              atWork.decrementAndGet();
            },
            settings(2, NEVER))
        .start();

    for (int i = 0; i < 6; i++) {
      assertThat(outbox.next().how()).isEqualTo("published");
    }
    assertThat(mostAtWork).hasValue(2);
  }

  @Test
  void outlivesAnOutboxThatIsAway() throws Exception {
    outbox.setAway(true);
    OutboxRelay relay = relay(entry -> {}, settings(1, Duration.ofMillis(5)));
    relay.start();
    awaitEvent(PipelineEvent.OutboxUnavailable.class);

    outbox.add();
    outbox.setAway(false);

    assertThat(outbox.next().how()).isEqualTo("published");
  }

  @Test
  void waitsWithWhatItHasToWriteDownWhileTheOutboxIsAway() throws Exception {
    outbox.add();
    outbox.add();
    AtomicInteger calls = new AtomicInteger();
    Semaphore away = new Semaphore(0);
    relay(
            entry -> {
              outbox.setAway(true);
              away.release();
              if (calls.incrementAndGet() == 1) {
                throw new StackOverflowError("a bug in the publisher");
              }
            },
            settings(1, Duration.ofMillis(5)))
        .start();
    away.acquire();
    awaitEvent(PipelineEvent.OutboxUnavailable.class);

    outbox.setAway(false);

    assertThat(outbox.next().how()).isEqualTo("retry");
    away.acquire();
    outbox.setAway(false);
    assertThat(outbox.next().how()).isEqualTo("published");
  }

  @Test
  void closingInterruptsAndGivesBack() throws Exception {
    CountDownLatch publishing = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    outbox.add();
    OutboxRelay relay =
        relay(
            entry -> {
              publishing.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
                throw new TransientFailureException("Interrupted.", e);
              }
            },
            settings(1, NEVER));
    relay.start();
    publishing.await();

    relay.close();

    Settled settled = outbox.next();
    assertThat(interrupted).isTrue();
    assertThat(settled.how()).isEqualTo("retry");
    assertThat(settled.after()).isZero();
    relay.wake();
    assertThat(outbox.take(10, Duration.ofMinutes(1))).as("left for whoever comes next").hasSize(1);
  }

  @Test
  void isWokenByTheOutbox() throws Exception {
    relay(entry -> {}, settings(2, NEVER)).start();
    Outbox.Entry entry = outbox.add();

    outbox.tell();

    assertThat(outbox.next().entry()).isEqualTo(entry);
  }

  @Test
  void keepsWhatItPublishesForAsLongAsThatTakes() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Outbox.Entry entry = outbox.add();
    relay(e -> await(end), new Settings(1, 5, millis(1), millis(2), NEVER, Duration.ofMillis(9)))
        .start();

    assertThat(outbox.nextExtended()).isEqualTo(entry);
    assertThat(outbox.nextExtended()).isEqualTo(entry);
    end.countDown();
    assertThat(outbox.next().how()).isEqualTo("published");
  }

  @Test
  void whatIsSetAsideIsToldToWhoeverCaresForDeadLetters() throws Exception {
    Outbox.Entry entry = outbox.add();
    relay(
            e -> {
              throw new TransientFailureException("The endpoint answered 400.");
            },
            new Settings(1, 1, millis(1), millis(2), NEVER, Duration.ofMinutes(1)))
        .start();

    assertThat(outbox.next().how()).isEqualTo("dead letter");
    assertThat(deadLetters.take().messageId()).isEqualTo("outbox-" + entry.id());
  }

  @Test
  void nothingIsSetAsideBeforeThatWasTold() throws Exception {
    outbox.add();
    deadLettersAway.set(2);
    relay(
            e -> {
              throw new TransientFailureException("The endpoint answered 400.");
            },
            new Settings(1, 1, millis(1), millis(2), millis(5), Duration.ofMinutes(1)))
        .start();

    assertThat(outbox.next().how()).isEqualTo("dead letter");
    assertThat(deadLettersAway).hasValue(0);
  }

  @Test
  void settingsMustMakeSense() {
    assertThat(Settings.toTopic().maxAttempts()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Settings.toEndpoint().maxAttempts()).isEqualTo(5);
    assertThatThrownBy(() -> settings(0, NEVER)).hasMessageContaining("workers");
    assertThatThrownBy(() -> settings(1, Duration.ZERO)).hasMessageContaining("pollInterval");
    assertThatThrownBy(() -> new Settings(1, 0, millis(1), millis(1), NEVER, NEVER))
        .hasMessageContaining("maxAttempts");
    assertThatThrownBy(() -> new Settings(1, 1, millis(2), millis(1), NEVER, NEVER))
        .hasMessageContaining("longestPause");
  }

  private OutboxRelay relay(MessagePublisher publisher, Settings settings) {
    OutboxRelay relay =
        new OutboxRelay(
            outbox, publisher, deadLetterHandler, settings, events::add, Clock.systemUTC());
    relays.add(relay);
    return relay;
  }

  private static Settings settings(int workers, Duration pollInterval) {
    return new Settings(workers, 5, millis(1), millis(2), pollInterval, Duration.ofMinutes(1));
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEvent(Class<? extends PipelineEvent> kind) throws InterruptedException {
    PipelineEvent event;
    do {
      event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event of " + kind.getSimpleName()).isNotNull();
    } while (!kind.isInstance(event));
  }
}
