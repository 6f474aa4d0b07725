package io.vividly.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SlotsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> log = new CopyOnWriteArrayList<>();

  @Test
  void are_as_many_as_there_are() throws Exception {
    Slots slots = new Slots(2, 5);

    assertThat(slots.acquire(Duration.ZERO)).isEqualTo(Slots.Answer.GRANTED);
    assertThat(slots.acquire(Duration.ZERO)).isEqualTo(Slots.Answer.GRANTED);
    assertThat(slots.acquire(Duration.ZERO)).isEqualTo(Slots.Answer.TIMED_OUT);
    assertThat(slots.acquire(Duration.ofSeconds(-1))).isEqualTo(Slots.Answer.TIMED_OUT);
    slots.release();
    assertThat(slots.acquire(Duration.ZERO)).isEqualTo(Slots.Answer.GRANTED);
  }

  @Test
  void are_given_in_the_order_of_asking() throws Exception {
    Slots slots = new Slots(1, 10);
    slots.acquire(LONG);
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waiting.add(waiter(slots, "waiter " + i));
    }

    slots.release();

    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(log)
        .containsExactly("waiter 0", "waiter 1", "waiter 2", "waiter 3", "waiter 4", "waiter 5");
  }

  @Test
  void are_not_snatched_from_under_who_waits() throws Exception {
    Slots slots = new Slots(1, 10);
    slots.acquire(LONG);
    Thread waiting = waiter(slots, "waiter");

    slots.release();
    // The waiter may not have woken up yet, so that whoever does not look at the queue gets it.
    Slots.Answer newcomer = slots.acquire(LONG);

    assertThat(newcomer).isEqualTo(Slots.Answer.GRANTED);
    assertThat(log).containsExactly("waiter");
    waiting.join();
  }

  @Test
  void are_refused_past_the_bound_and_offered_again_below_it() throws Exception {
    Slots slots = new Slots(1, 1);
    slots.acquire(LONG);
    Thread waiting = waiter(slots, "waiter");

    assertThat(slots.acquire(LONG)).isEqualTo(Slots.Answer.REFUSED);
    waiting.interrupt();
    waiting.join();
    assertThat(slots.acquire(Duration.ZERO)).isEqualTo(Slots.Answer.TIMED_OUT);
  }

  @Test
  void may_allow_no_waiting_at_all() throws Exception {
    Slots slots = new Slots(1, 0);

    assertThat(slots.acquire(LONG)).isEqualTo(Slots.Answer.GRANTED);
    assertThat(slots.acquire(LONG)).isEqualTo(Slots.Answer.REFUSED);
  }

  @Test
  void let_everybody_through_once_they_are_open() throws Exception {
    Slots slots = new Slots(1, Integer.MAX_VALUE);
    slots.acquire(LONG);
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(waiter(slots, "through"));
    }

    slots.open();

    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(log).hasSize(4).containsOnly("through");
  }

  /** Starts a thread that waits for a slot, notes its name and gives the slot back. */
  private Thread waiter(Slots slots, String name) {
    Thread thread =
        new Thread(
            () -> {
              try {
                if (slots.acquire(LONG) == Slots.Answer.GRANTED) {
                  log.add(name);
                  slots.release();
                }
              } catch (InterruptedException e) {
                log.add("interrupted");
              }
            });
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
