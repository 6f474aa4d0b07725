package io.vividly.testkit.google;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What a {@link StorageServer} does to a call instead of serving it well. */
public sealed interface StorageFault {

  /**
   * Answers with an error, in Google's form.
   *
   * @param retryAfter for the header {@code Retry-After}, in whole seconds
   */
  record Answer(int status, @Nullable Duration retryAfter) implements StorageFault {}

  /** Answers nothing until it is let go or the server closes; then the connection is cut. */
  record Hang(CountDownLatch reached, CountDownLatch letGo) implements StorageFault {
    public Hang() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  /**
   * Cuts the connection in the middle. What of an upload came before that is kept, in whole pieces
   * of 256 KiB, as Google does; of a download so much is sent.
   *
   * @param bytes of the body, before the cut
   */
  record Cut(int bytes) implements StorageFault {}

  /** Does what was asked, and cuts the connection before it says so. */
  record LoseAnswer() implements StorageFault {}

  /** Changes one bit of what it receives, or sends. */
  record Damage() implements StorageFault {}

  static StorageFault answer(int status) {
    return new Answer(status, null);
  }

  static StorageFault tooManyRequests(Duration retryAfter) {
    return new Answer(429, retryAfter);
  }
}
