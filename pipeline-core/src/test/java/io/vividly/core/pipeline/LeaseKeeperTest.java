package io.vividly.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.Work.StopReason;
import io.vividly.core.port.Claim;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LeaseKeeperTest {

  private static final Duration LEASE = Duration.ofMillis(30);

  private final Claim claim = new Claim(RequestId.random(), 1, 1, false);
  private final Work work = new Work(claim);

  @AfterEach
  void leaveNoInterrupt() {
    Thread.interrupted();
  }

  @Test
  void goes_on_renewing_after_a_renewal_broke() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch again = new CountDownLatch(1);
    RequestStore store =
        renewing(
            renewed -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug in the store");
              }
              again.countDown();
            });
    try (LeaseKeeper keeper = new LeaseKeeper(store, LEASE)) {
      keeper.keep(work);

      again.await();
    }
    assertThat(work.end()).isNull();
  }

  @Test
  void interrupts_work_that_lost_its_lease() {
    RequestStore store =
        renewing(
            lost -> {
              throw new LeaseLostException(lost);
            });
    try (LeaseKeeper keeper = new LeaseKeeper(store, LEASE)) {
      keeper.keep(work);
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }

    assertThat(work.isStopped()).isTrue();
    assertThat(work.end()).isEqualTo(StopReason.LEASE_LOST);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void stops_work_that_begins_after_everything_was_stopped() {
    try (LeaseKeeper keeper = new LeaseKeeper(renewing(renewed -> {}), LEASE)) {
      keeper.stopAll();
      keeper.keep(work);
    }

    assertThat(work.end()).isEqualTo(StopReason.SHUTTING_DOWN);
  }

  @Test
  void does_not_touch_work_that_was_let_go() {
    try (LeaseKeeper keeper = new LeaseKeeper(renewing(renewed -> {}), Duration.ofHours(1))) {
      keeper.keep(work);
      keeper.letGo(work);
      keeper.stopAll();
    }

    assertThat(work.end()).isNull();
  }

  @Test
  void a_thread_that_ended_its_work_is_not_interrupted() {
    assertThat(work.end()).isNull();

    work.stop(StopReason.LEASE_LOST);

    assertThat(work.isStopped()).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void the_first_reason_to_stop_counts() {
    work.stop(StopReason.SHUTTING_DOWN);
    work.stop(StopReason.LEASE_LOST);

    assertThat(work.end()).isEqualTo(StopReason.SHUTTING_DOWN);
  }

  @Test
  void an_interrupt_by_somebody_else_is_left_alone() {
    Thread.currentThread().interrupt();

    assertThat(work.end()).isNull();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  /** A store that can do nothing but renew, and never tells of a change. */
  private static RequestStore renewing(Consumer<Claim> renewal) {
    return (RequestStore)
        Proxy.newProxyInstance(
            RequestStore.class.getClassLoader(),
            new Class<?>[] {RequestStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("watch")) {
                return (Watch) () -> {};
              }
              if (!method.getName().equals("renew")) {
                throw new UnsupportedOperationException(method.getName());
              }
              renewal.accept((Claim) arguments[0]);
              return null;
            });
  }
}
