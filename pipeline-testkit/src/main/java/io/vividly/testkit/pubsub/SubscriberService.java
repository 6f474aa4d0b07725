package io.vividly.testkit.pubsub;

import com.google.protobuf.Empty;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vividly.testkit.FaultInjector;
import java.time.Duration;

/** Subscriptions and pulling over gRPC. Snapshots and seeking are not there. */
final class SubscriberService extends SubscriberGrpc.SubscriberImplBase {

  private static final int MAX_ACK_DEADLINE = 600;

  private final Broker broker;
  private final FaultInjector faults;

  /**
   * @param faults stands before every acknowledgement
   */
  SubscriberService(Broker broker, FaultInjector faults) {
    this.broker = broker;
    this.faults = faults;
  }

  @Override
  public void createSubscription(Subscription request, StreamObserver<Subscription> caller) {
    Answers.give(caller, () -> broker.create(request).config());
  }

  @Override
  public void getSubscription(GetSubscriptionRequest request, StreamObserver<Subscription> caller) {
    Answers.give(caller, () -> broker.subscription(request.getSubscription()).config());
  }

  @Override
  public void updateSubscription(
      UpdateSubscriptionRequest request, StreamObserver<Subscription> caller) {
    Answers.give(
        caller,
        () -> {
          BrokerSubscription found = broker.subscription(request.getSubscription().getName());
          Subscription.Builder updated = found.config().toBuilder();
          FieldMaskUtil.merge(request.getUpdateMask(), request.getSubscription(), updated);
          broker.configure(found, updated.build());
          return found.config();
        });
  }

  @Override
  public void listSubscriptions(
      ListSubscriptionsRequest request, StreamObserver<ListSubscriptionsResponse> caller) {
    String prefix = request.getProject() + "/";
    Answers.give(
        caller,
        () ->
            ListSubscriptionsResponse.newBuilder()
                .addAllSubscriptions(
                    broker.subscriptions().stream()
                        .map(BrokerSubscription::config)
                        .filter(config -> config.getName().startsWith(prefix))
                        .toList())
                .build());
  }

  @Override
  public void deleteSubscription(DeleteSubscriptionRequest request, StreamObserver<Empty> caller) {
    Answers.give(
        caller,
        () -> {
          broker.deleteSubscription(request.getSubscription());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void modifyPushConfig(ModifyPushConfigRequest request, StreamObserver<Empty> caller) {
    Answers.give(
        caller,
        () -> {
          BrokerSubscription found = broker.subscription(request.getSubscription());
          broker.configure(
              found, found.config().toBuilder().setPushConfig(request.getPushConfig()).build());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> caller) {
    Answers.give(
        caller,
        () -> {
          faults.pass();
          BrokerSubscription found = broker.subscription(request.getSubscription());
          return confirm(found, found.acknowledge(request.getAckIdsList()));
        });
  }

  @Override
  public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> caller) {
    Answers.give(
        caller,
        () -> {
          int seconds = request.getAckDeadlineSeconds();
          if (seconds < 0 || seconds > MAX_ACK_DEADLINE) {
            throw Rejection.invalid(
                "Invalid ack deadline given (ack_deadline_secs=" + seconds + ").");
          }
          BrokerSubscription found = broker.subscription(request.getSubscription());
          return confirm(found, found.modify(request.getAckIdsList(), Duration.ofSeconds(seconds)));
        });
  }

  @Override
  @SuppressWarnings("deprecation") // return_immediately is what a test wants.
  public void pull(PullRequest request, StreamObserver<PullResponse> caller) {
    if (request.getMaxMessages() <= 0) {
      caller.onError(Rejection.invalid("max_messages must be positive."));
      return;
    }
    WaitingPull pull =
        new WaitingPull(request.getMaxMessages(), (ServerCallStreamObserver<PullResponse>) caller);
    try {
      pull.start(broker.subscription(request.getSubscription()), request.getReturnImmediately());
    } catch (RuntimeException e) {
      caller.onError(e);
    }
  }

  @Override
  public StreamObserver<StreamingPullRequest> streamingPull(
      StreamObserver<StreamingPullResponse> caller) {
    return new StreamingPull(broker, (ServerCallStreamObserver<StreamingPullResponse>) caller);
  }

  /** Only with exactly-once delivery does anybody hear that an acknowledgement came too late. */
  private static Empty confirm(BrokerSubscription subscription, Settlement settlement) {
    if (subscription.config().getEnableExactlyOnceDelivery() && !settlement.invalid().isEmpty()) {
      throw Rejection.invalidAckIds(settlement.invalid());
    }
    return Empty.getDefaultInstance();
  }
}
