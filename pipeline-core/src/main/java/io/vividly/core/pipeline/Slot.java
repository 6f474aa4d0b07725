package io.vividly.core.pipeline;

import java.time.Duration;

/** The right to work, which may be given back for as long as its owner only waits. */
final class Slot implements AutoCloseable {

  private final Slots slots;
  private boolean held;

  Slot(Slots slots) {
    this.slots = slots;
  }

  /** Waits for a slot, unless it is held already. */
  Slots.Answer take(Duration atMost) throws InterruptedException {
    if (held) {
      return Slots.Answer.GRANTED;
    }
    Slots.Answer answer = slots.acquire(atMost);
    held = answer == Slots.Answer.GRANTED;
    return answer;
  }

  void giveBack() {
    if (held) {
      held = false;
      slots.release();
    }
  }

  @Override
  public void close() {
    giveBack();
  }
}
