package io.vividly.app;

import io.vividly.core.model.Delivery;
import io.vividly.postgres.PostgresStorage;
import io.vividly.pubsub.PubSubDeadLetters;
import io.vividly.pubsub.PubSubOptions;
import io.vividly.pubsub.PubSubPublisher;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Does what an operator asks about the dead-letter subscription; each gives the exit code. */
final class DeadLetterDesk {

  private static final int DONE = 0;

  private final Invocation invocation;

  DeadLetterDesk(Invocation invocation) {
    this.invocation = invocation;
  }

  int list(int limit) throws IOException {
    return look(
        letters -> {
          List<Delivery> pulled = letters.pull(limit);
          invocation.terminal().out().print(letters.list(pulled));
          if (pulled.size() == limit) {
            invocation.terminal().out().println("There may be more: --limit");
          }
          return DONE;
        });
  }

  int show(String messageId) throws IOException {
    return look(
        letters -> {
          Optional<Delivery> found = letters.find(messageId);
          if (found.isEmpty()) {
            return told(messageId, Optional.of("no such message came"));
          }
          invocation.terminal().out().print(letters.show(found.get()));
          return DONE;
        });
  }

  int replay(String messageId) throws IOException {
    return replay(
        (letters, replay, topic) -> {
          Optional<Delivery> found = letters.find(messageId);
          return told(
              messageId,
              found.isEmpty()
                  ? Optional.of("no such message came")
                  : letters.replay(found.get(), replay, topic));
        });
  }

  /** Those that come now; what stays is held until the end, so that it does not come again. */
  int replayAll() throws IOException {
    return replay(
        (letters, replay, topic) -> {
          int seen = 0;
          int left = 0;
          for (List<Delivery> some = letters.more(); !some.isEmpty(); some = letters.more()) {
            for (Delivery letter : some) {
              seen++;
              left += told(letter.messageId(), letters.replay(letter, replay, topic));
            }
          }
          invocation.terminal().out().println((seen - left) + " replayed, " + left + " left.");
          return Math.min(left, 1);
        });
  }

  private int told(String messageId, Optional<String> problem) {
    return DlqCommand.told(invocation.terminal(), RejectedMessageText.line(messageId), problem);
  }

  private int look(Look look) throws IOException {
    Settings settings = settings();
    return open(
        settings,
        settings.pubSub().forDeadLetters().options(),
        (letters, storage) -> look.at(letters));
  }

  private int replay(Way way) throws IOException {
    Settings settings = settings();
    PubSubOptions options = settings.pubSub().wayBack();
    return open(
        settings,
        options,
        (letters, storage) -> {
          try (PubSubPublisher topic = new PubSubPublisher(options)) {
            return way.back(letters, new Replay(storage), topic);
          }
        });
  }

  private Settings settings() {
    System.setProperty("vividly.log.level", "ERROR");
    return invocation.settings(Vividly.Role.PULL);
  }

  private static int open(Settings settings, PubSubOptions options, Work work) throws IOException {
    HomeFolder.requireWritable(settings.home());
    try (Resources resources = new Resources()) {
      PostgresStorage storage =
          Database.open(settings, DlqCommand.CONNECTIONS, "vividly-dlq", resources);
      PubSubDeadLetters subscription = resources.add(new PubSubDeadLetters(options));
      return work.on(new DeadLetters(subscription, storage), storage);
    }
  }

  private interface Look {
    int at(DeadLetters letters);
  }

  private interface Way {
    int back(DeadLetters letters, Replay replay, PubSubPublisher topic);
  }

  private interface Work {
    int on(DeadLetters letters, PostgresStorage storage);
  }
}
