package io.vividly.pubsub;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.cloud.pubsub.v1.AckResponse;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what became of messages, an acknowledgement when it is confirmed. */
final class Tally {

  private static final Logger log = LoggerFactory.getLogger(Tally.class);

  /** Has a party for every acknowledgement of which it is not known yet what came of it. */
  private final Phaser open = new Phaser(1);

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong returned = new AtomicLong();
  private final AtomicLong unconfirmed = new AtomicLong();

  void returned() {
    returned.incrementAndGet();
  }

  /** Counts an acknowledgement once it is known what came of it. */
  void acknowledged(String messageId, ApiFuture<AckResponse> confirmation) {
    open.register();
    ApiFutures.addCallback(
        confirmation,
        new ApiFutureCallback<>() {
          @Override
          public void onSuccess(AckResponse response) {
            if (response == AckResponse.SUCCESSFUL) {
              acknowledged.incrementAndGet();
            } else {
              unconfirmed(messageId, response.name());
            }
            open.arriveAndDeregister();
          }

          @Override
          public void onFailure(Throwable cause) {
            unconfirmed(messageId, cause.getClass().getSimpleName());
            open.arriveAndDeregister();
          }
        },
        MoreExecutors.directExecutor());
  }

  /** Waits until it is known of every acknowledgement what came of it, or the time is up. */
  void awaitConfirmations(Duration atMost) throws InterruptedException {
    try {
      open.awaitAdvanceInterruptibly(open.arrive(), atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("{} acknowledgements are not confirmed", open.getUnarrivedParties());
    }
  }

  PullReport report(PullReport.End end) {
    return new PullReport(end, acknowledged.get(), returned.get(), unconfirmed.get());
  }

  private void unconfirmed(String messageId, String reason) {
    unconfirmed.incrementAndGet();
    log.warn(
        "The acknowledgement of message {} was not confirmed ({}); it will come again",
        messageId,
        reason);
  }
}
