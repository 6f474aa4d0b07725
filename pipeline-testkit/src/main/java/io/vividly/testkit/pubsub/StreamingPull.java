package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.Subscription;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream of messages to one client. What the client holds when the stream breaks stays leased
 * until its deadline.
 */
final class StreamingPull implements StreamObserver<StreamingPullRequest>, Consumer {

  private static final int MAX_BATCH = 50;

  private final Broker broker;
  private final ServerCallStreamObserver<StreamingPullResponse> caller;
  private @Nullable BrokerSubscription subscription;
  private Holder holder = new Holder(0, 0);
  private Duration ackDeadline = Duration.ZERO;
  private boolean keepsAlive;
  private boolean over;

  StreamingPull(Broker broker, ServerCallStreamObserver<StreamingPullResponse> caller) {
    this.broker = broker;
    this.caller = caller;
    caller.setOnReadyHandler(this::wake);
    caller.setOnCancelHandler(this::leave);
  }

  @Override
  public void onNext(StreamingPullRequest request) {
    try {
      if (current() == null) {
        start(request);
      } else {
        goOn(request);
      }
    } catch (StatusRuntimeException e) {
      end(e);
      leave();
    }
  }

  @Override
  public void onError(Throwable cause) {
    leave();
  }

  @Override
  public void onCompleted() {
    leave();
    synchronized (this) {
      if (!over) {
        over = true;
        caller.onCompleted();
      }
    }
  }

  @Override
  public synchronized void wake() {
    while (!over && subscription != null && caller.isReady()) {
      List<Lease> leases = subscription.take(holder, MAX_BATCH, ackDeadline);
      if (leases.isEmpty()) {
        return;
      }
      send(subscription, leases);
    }
  }

  @Override
  public boolean isConnection() {
    return true;
  }

  @Override
  public synchronized void end(StatusRuntimeException reason) {
    if (!over) {
      over = true;
      caller.onError(reason);
    }
  }

  private void start(StreamingPullRequest request) {
    BrokerSubscription found = broker.subscription(request.getSubscription());
    SubscriptionChecks.checkAckDeadline(request.getStreamAckDeadlineSeconds());
    synchronized (this) {
      ackDeadline = Duration.ofSeconds(request.getStreamAckDeadlineSeconds());
      holder = new Holder(request.getMaxOutstandingMessages(), request.getMaxOutstandingBytes());
      keepsAlive = request.getProtocolVersion() > 0;
      subscription = found;
    }
    settle(found, request);
    found.join(this);
  }

  private void goOn(StreamingPullRequest request) {
    BrokerSubscription found = current();
    if (!request.getSubscription().isEmpty() || found == null) {
      throw Rejection.invalid("The subscription may only be given in the first request.");
    }
    if (request.getStreamAckDeadlineSeconds() != 0) {
      SubscriptionChecks.checkAckDeadline(request.getStreamAckDeadlineSeconds());
      synchronized (this) {
        ackDeadline = Duration.ofSeconds(request.getStreamAckDeadlineSeconds());
      }
    }
    settle(found, request);
    if (request.getSerializedSize() == 0) {
      answerPing(found);
    }
  }

  private void settle(BrokerSubscription found, StreamingPullRequest request) {
    List<String> ids = request.getModifyDeadlineAckIdsList();
    if (ids.size() != request.getModifyDeadlineSecondsCount()) {
      throw Rejection.invalid("There must be as many deadlines as ids to modify.");
    }
    if (request.getAckIdsCount() > 0) {
      found.acknowledge(request.getAckIdsList());
    }
    for (int i = 0; i < ids.size(); i++) {
      int seconds = request.getModifyDeadlineSeconds(i);
      if (seconds < 0) {
        throw Rejection.invalid("A deadline must not be negative.");
      }
      found.modify(List.of(ids.get(i)), Duration.ofSeconds(seconds));
    }
  }

  /** The client breaks the stream when it hears nothing after a ping of its own. */
  private synchronized void answerPing(BrokerSubscription found) {
    if (keepsAlive && !over) {
      send(found, List.of());
    }
  }

  private void send(BrokerSubscription from, List<Lease> leases) {
    Subscription config = from.config();
    caller.onNext(
        StreamingPullResponse.newBuilder()
            .addAllReceivedMessages(ReceivedMessages.of(leases, config))
            .setSubscriptionProperties(
                StreamingPullResponse.SubscriptionProperties.newBuilder()
                    .setExactlyOnceDeliveryEnabled(config.getEnableExactlyOnceDelivery())
                    .setMessageOrderingEnabled(config.getEnableMessageOrdering()))
            .build());
  }

  private void leave() {
    BrokerSubscription found = current();
    if (found != null) {
      found.leave(this);
    }
  }

  private synchronized @Nullable BrokerSubscription current() {
    return subscription;
  }
}
