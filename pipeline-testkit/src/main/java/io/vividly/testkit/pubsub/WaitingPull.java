package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.PullResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pull that is answered as soon as there is a message, or with nothing after a while. */
final class WaitingPull implements Consumer {

  /** Of the system's clock; Pub/Sub says no more than that the time is bounded. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final int max;
  private final ServerCallStreamObserver<PullResponse> caller;
  private final Holder holder = new Holder(0, 0);
  private @Nullable BrokerSubscription subscription;
  private boolean answered;

  WaitingPull(int max, ServerCallStreamObserver<PullResponse> caller) {
    this.max = max;
    this.caller = caller;
  }

  /**
   * @param atOnce whether to answer with nothing when there is nothing
   */
  void start(BrokerSubscription from, boolean atOnce) {
    synchronized (this) {
      subscription = from;
    }
    caller.setOnCancelHandler(() -> from.leave(this));
    from.join(this);
    if (atOnce) {
      answer(List.of());
    } else {
      CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> answer(List.of()));
    }
  }

  @Override
  public synchronized void wake() {
    if (answered || subscription == null || caller.isCancelled()) {
      return;
    }
    Duration deadline = Duration.ofSeconds(subscription.config().getAckDeadlineSeconds());
    List<Lease> leases = subscription.take(holder, max, deadline);
    if (!leases.isEmpty()) {
      answer(leases);
    }
  }

  @Override
  public boolean isConnection() {
    return true;
  }

  @Override
  public synchronized void end(StatusRuntimeException reason) {
    if (!answered) {
      answered = true;
      caller.onError(reason);
    }
  }

  private synchronized void answer(List<Lease> leases) {
    if (answered || subscription == null || caller.isCancelled()) {
      return;
    }
    answered = true;
    subscription.leave(this);
    caller.onNext(
        PullResponse.newBuilder()
            .addAllReceivedMessages(ReceivedMessages.of(leases, subscription.config()))
            .build());
    caller.onCompleted();
  }
}
