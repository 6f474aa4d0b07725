package io.vividly.testkit;

import io.vividly.core.port.RejectedMessages;
import java.util.List;

class InMemoryRejectedMessagesTest extends RejectedMessagesContract {

  private final InMemoryRejectedMessages messages = new InMemoryRejectedMessages();

  @Override
  protected RejectedMessages messages() {
    return messages;
  }

  @Override
  protected List<Kept> kept() {
    return messages.all().stream()
        .map(
            kept ->
                new Kept(
                    kept.delivery().messageId(),
                    kept.delivery().attributes(),
                    kept.delivery().body(),
                    kept.problem().field(),
                    kept.problem().problem(),
                    kept.timesSeen()))
        .toList();
  }
}
