package io.vividly.core.pipeline;

import io.vividly.core.port.PipelineException;

/** Work that had given its slot back got none again in time. */
final class NoSlotException extends PipelineException {

  private final Slots.Answer answer;

  private NoSlotException(Slots.Answer answer) {
    super("No slot came free in time.", null);
    this.answer = answer;
  }

  static void unlessGranted(Slots.Answer answer) {
    if (answer != Slots.Answer.GRANTED) {
      throw new NoSlotException(answer);
    }
  }

  Slots.Answer answer() {
    return answer;
  }
}
