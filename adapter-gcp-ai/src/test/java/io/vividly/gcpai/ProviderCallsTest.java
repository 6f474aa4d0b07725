package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Usage;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.TransientFailureException;
import io.vividly.gcpai.FailureJudge.Judgement;
import io.vividly.gcpai.FailureJudge.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProviderCallsTest {

  private final List<StageContext.ProviderCall> told =
      Collections.synchronizedList(new ArrayList<>());
  private final StageContext context =
      new StageContext() {
        @Override
        public void used(Usage usage) {}

        @Override
        public void called(ProviderCall call) {
          told.add(call);
        }

        @Override
        public void fellBack(String from, String to, String problem) {}
      };
  private final AtomicInteger tries = new AtomicInteger();
  private ProviderCalls calls = calls(quick().build());

  @Test
  void a_passing_failure_is_tried_again() {
    assertThat(call(failing(2, retry(null)))).isEqualTo("done");

    assertThat(tries).hasValue(3);
    assertThat(told)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.provider()).isEqualTo("gemini");
              assertThat(call.operation()).isEqualTo("generate");
              assertThat(call.tries()).isEqualTo(3);
              assertThat(call.problem()).isNull();
            });
  }

  @Test
  void tries_never_exceed_the_budget() {
    assertThatThrownBy(() -> call(failing(100, retry(null))))
        .isInstanceOf(TransientFailureException.class)
        .hasMessage("gemini generate: the server is overloaded (3 tries).")
        .hasCauseInstanceOf(Failure.class);

    assertThat(tries).hasValue(3);
    assertThat(told)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.tries()).isEqualTo(3);
              assertThat(call.problem()).isEqualTo("503");
            });
  }

  @Test
  void what_will_never_work_is_not_tried_again() {
    assertThatThrownBy(() -> call(failing(100, judgement(Verdict.FAIL_FOR_GOOD, null))))
        .isInstanceOf(PermanentFailureException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void what_trying_again_at_once_will_not_mend_is_not_tried_again() {
    assertThatThrownBy(() -> call(failing(100, judgement(Verdict.FAIL_FOR_NOW, null))))
        .isInstanceOf(TransientFailureException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void a_provider_is_given_the_time_that_it_asks_for() {
    Duration asked = Duration.ofMillis(40);
    calls = calls(quick().longestPause(asked).build());
    long start = System.nanoTime();

    call(failing(1, retry(asked)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(asked);
  }

  @Test
  void a_provider_that_asks_for_more_than_there_is_is_left_alone() {
    assertThatThrownBy(() -> call(failing(1, retry(Duration.ofHours(1)))))
        .isInstanceOf(TransientFailureException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void a_provider_that_fails_too_often_is_not_called_for_a_while() throws Exception {
    CallOptions.Builder options = quick().maxTries(1).breakerWindow(4);
    calls = calls(options.breakerOpenFor(Duration.ofHours(1)).build());
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> call(failing(100, retry(null))));
    }

    assertThatThrownBy(() -> call(() -> "done"))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("failed too often");
    assertThat(tries).hasValue(4);
  }

  @Test
  void and_is_tried_again_later() throws Exception {
    calls =
        calls(quick().maxTries(1).breakerWindow(2).breakerOpenFor(Duration.ofMillis(1)).build());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> call(failing(100, retry(null))));
    }

    String result = null;
    while (result == null) {
      try {
        result = call(() -> "done");
      } catch (TransientFailureException stillOpen) {
        Thread.onSpinWait();
      }
    }
    assertThat(result).isEqualTo("done");
  }

  @Test
  void bad_requests_of_our_own_do_not_open_the_breaker() {
    calls = calls(quick().breakerWindow(2).build());
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> call(failing(100, judgement(Verdict.FAIL_FOR_GOOD, null))))
          .isInstanceOf(PermanentFailureException.class);
    }
    assertThat(call(() -> "done")).isEqualTo("done");
  }

  @Test
  void a_failure_of_the_pipelines_own_ends_the_call_as_it_is() {
    PermanentFailureException own = new PermanentFailureException("The reply is no script.");

    assertThatThrownBy(
            () ->
                call(
                    () -> {
                      tries.incrementAndGet();
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(tries).hasValue(1);
  }

  @Test
  void an_interrupt_cancels_and_stays_visible() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              assertThatThrownBy(
                      () ->
                          call(
                              () -> {
                                reached.countDown();
                                new CountDownLatch(1).await();
                                return "never";
                              }))
                  .isInstanceOf(TransientFailureException.class);
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(task);
    thread.start();
    reached.await();
    thread.interrupt();

    assertThat(task.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told).hasSize(1);
  }

  @Test
  void a_call_that_hangs_ends() {
    calls = calls(quick().maxTries(1).deadline(Duration.ofMillis(5)).build());

    assertThatThrownBy(
            () ->
                call(
                    () -> {
                      new CountDownLatch(1).await();
                      return "never";
                    }))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("did not answer in time");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void only_so_many_are_under_way_at_a_time() throws Exception {
    calls = calls(quick().maxConcurrent(2).build());
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Callable<String> work =
        () -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.yield();
          now.decrementAndGet();
          return "done";
        };
    List<FutureTask<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FutureTask<String> task = new FutureTask<>(() -> call(work));
      tasks.add(task);
      new Thread(task).start();
    }
    for (FutureTask<String> task : tasks) {
      assertThat(task.get(20, TimeUnit.SECONDS)).isEqualTo("done");
    }
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  private String call(Callable<String> attempt) {
    return calls.call(context, "generate", "gemini-2.5-flash", attempt);
  }

  private Callable<String> failing(int times, Judgement judgement) {
    return () -> {
      if (tries.incrementAndGet() <= times) {
        throw new Failure(judgement);
      }
      return "done";
    };
  }

  private static Judgement retry(@Nullable Duration retryAfter) {
    return judgement(Verdict.RETRY, retryAfter);
  }

  private static Judgement judgement(Verdict verdict, @Nullable Duration retryAfter) {
    return new Judgement(verdict, retryAfter, "503", "the server is overloaded");
  }

  private static CallOptions.Builder quick() {
    return CallOptions.builder()
        .firstPause(Duration.ofMillis(1))
        .longestPause(Duration.ofMillis(2));
  }

  private static ProviderCalls calls(CallOptions options) {
    return new ProviderCalls("gemini", options, failure -> ((Failure) failure).judgement);
  }

  private static final class Failure extends Exception {
    private final transient Judgement judgement;

    Failure(Judgement judgement) {
      this.judgement = judgement;
    }
  }
}
