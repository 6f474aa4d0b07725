package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.Subscription;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the messages of one subscription as long as it has an endpoint. Safe for use by many
 * threads.
 */
final class PushLoop implements Consumer {

  /** So that it is the end of the request that decides, not the end of the lease. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final BrokerSubscription subscription;
  private final Timeline timeline;
  private final Pusher pusher;
  private final PushPace pace = new PushPace();
  private final Set<CompletableFuture<?>> underWay = new HashSet<>();
  private Timeline.@Nullable Alarm resumption;
  private boolean over;

  PushLoop(BrokerSubscription subscription, Timeline timeline, Pusher pusher) {
    this.subscription = subscription;
    this.timeline = timeline;
    this.pusher = pusher;
  }

  @Override
  public synchronized void wake() {
    Subscription config = subscription.config();
    boolean hasEndpoint = !config.getPushConfig().getPushEndpoint().isEmpty();
    while (!over && hasEndpoint && mayPush()) {
      Duration deadline = Duration.ofSeconds(config.getAckDeadlineSeconds());
      // A holder of its own for each push, so that a key has only one message under way.
      List<Lease> leases = subscription.take(new Holder(1, 0), 1, deadline.plus(GRACE));
      if (leases.isEmpty()) {
        return;
      }
      push(config, leases.get(0), deadline);
    }
  }

  @Override
  public void end(StatusRuntimeException reason) {
    List<CompletableFuture<?>> left;
    synchronized (this) {
      over = true;
      left = List.copyOf(underWay);
    }
    left.forEach(request -> request.cancel(true));
  }

  @Override
  public boolean isConnection() {
    return false;
  }

  /** Waits until no push is under way and all answers have been taken into account. */
  synchronized void awaitNone() throws InterruptedException {
    while (!underWay.isEmpty()) {
      wait();
    }
  }

  private boolean mayPush() {
    Instant now = timeline.now();
    if (now.isBefore(pace.resumeAt())) {
      if (resumption != null) {
        resumption.cancel();
      }
      resumption = timeline.at(pace.resumeAt(), this::wake);
      return false;
    }
    return underWay.size() < pace.window();
  }

  private void push(Subscription config, Lease lease, Duration deadline) {
    Instant begun = timeline.now();
    CompletableFuture<Integer> request = pusher.push(config, lease);
    underWay.add(request);
    Timeline.Alarm timeout = timeline.at(begun.plus(deadline), () -> request.cancel(true));
    request.whenCompleteAsync(
        (status, failure) -> {
          timeout.cancel();
          boolean good = failure == null && Pusher.acknowledges(status);
          adjust(begun, good);
          settle(lease, good);
          remove(request);
          wake();
        });
  }

  private synchronized void adjust(Instant begun, boolean acknowledged) {
    if (acknowledged) {
      pace.succeeded(timeline.now());
    } else {
      pace.failed(begun, timeline.now());
    }
  }

  private synchronized void remove(CompletableFuture<?> request) {
    underWay.remove(request);
    notifyAll();
  }

  private void settle(Lease lease, boolean acknowledged) {
    if (acknowledged) {
      subscription.acknowledge(List.of(lease.ackId()));
    } else {
      subscription.modify(List.of(lease.ackId()), Duration.ZERO);
    }
  }
}
