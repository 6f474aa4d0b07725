package io.vividly.testkit.google;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.CountDownLatch;

/** Holds a streamed reply in the middle, until the test lets it go on. */
public final class Hold {

  private final String text;
  private final StringBuilder seen = new StringBuilder();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  Hold(String text) {
    this.text = text;
  }

  /** Waits until the text has been sent and the stream is held. */
  public void awaitReached() throws InterruptedException {
    reached.await();
  }

  /** Whether the stream is held at this moment. */
  public boolean isHeld() {
    return reached.getCount() == 0 && released.getCount() > 0;
  }

  /** Lets the stream go on, and does not hold another. */
  public void release() {
    released.countDown();
  }

  void pass(JsonObject sent) throws InterruptedException {
    if (sent.has("candidates")) {
      for (JsonElement candidate : sent.getAsJsonArray("candidates")) {
        read(candidate.getAsJsonObject());
      }
    }
    if (seen.indexOf(text) >= 0) {
      reached.countDown();
      released.await();
    }
  }

  private void read(JsonObject candidate) {
    JsonObject content = candidate.getAsJsonObject("content");
    if (content != null) {
      content
          .getAsJsonArray("parts")
          .forEach(part -> seen.append(part.getAsJsonObject().get("text").getAsString()));
    }
  }
}
