package io.vividly.testkit;

import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.core.port.RejectedMessages;

class InMemoryRejectedMessageArchiveTest extends RejectedMessageArchiveContract {

  private final InMemoryRejectedMessages messages = new InMemoryRejectedMessages();

  @Override
  protected RejectedMessageArchive archive() {
    return messages;
  }

  @Override
  protected RejectedMessages messages() {
    return messages;
  }
}
