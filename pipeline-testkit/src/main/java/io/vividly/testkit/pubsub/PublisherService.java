package io.vividly.testkit.pubsub;

import com.google.protobuf.Empty;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import io.grpc.stub.StreamObserver;
import io.vividly.testkit.FaultInjector;

/** Topics and publishing over gRPC. Schemas, snapshots and detaching are not there. */
final class PublisherService extends PublisherGrpc.PublisherImplBase {

  private final Broker broker;
  private final FaultInjector faults;

  /**
   * @param faults stands before every publish
   */
  PublisherService(Broker broker, FaultInjector faults) {
    this.broker = broker;
    this.faults = faults;
  }

  @Override
  public void createTopic(Topic request, StreamObserver<Topic> caller) {
    Answers.give(
        caller,
        () -> {
          Topic topic = request.toBuilder().setState(Topic.State.ACTIVE).build();
          broker.create(topic);
          return topic;
        });
  }

  @Override
  public void updateTopic(UpdateTopicRequest request, StreamObserver<Topic> caller) {
    Answers.give(
        caller,
        () -> {
          BrokerTopic topic = broker.topic(request.getTopic().getName());
          Topic.Builder updated = topic.config().toBuilder();
          FieldMaskUtil.merge(request.getUpdateMask(), request.getTopic(), updated);
          topic.configure(updated.build());
          return topic.config();
        });
  }

  @Override
  public void publish(PublishRequest request, StreamObserver<PublishResponse> caller) {
    Answers.give(
        caller,
        () -> {
          faults.pass();
          broker.topic(request.getTopic());
          MessageChecks.check(request);
          return PublishResponse.newBuilder()
              .addAllMessageIds(broker.publish(request.getTopic(), request.getMessagesList()))
              .build();
        });
  }

  @Override
  public void getTopic(GetTopicRequest request, StreamObserver<Topic> caller) {
    Answers.give(caller, () -> broker.topic(request.getTopic()).config());
  }

  @Override
  public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> caller) {
    String prefix = request.getProject() + "/";
    Answers.give(
        caller,
        () ->
            ListTopicsResponse.newBuilder()
                .addAllTopics(broker.topics(topic -> topic.getName().startsWith(prefix)))
                .build());
  }

  @Override
  public void listTopicSubscriptions(
      ListTopicSubscriptionsRequest request,
      StreamObserver<ListTopicSubscriptionsResponse> caller) {
    Answers.give(
        caller,
        () ->
            ListTopicSubscriptionsResponse.newBuilder()
                .addAllSubscriptions(
                    broker.topic(request.getTopic()).subscriptions().stream()
                        .map(one -> one.config().getName())
                        .toList())
                .build());
  }

  @Override
  public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> caller) {
    Answers.give(
        caller,
        () -> {
          broker.deleteTopic(request.getTopic());
          return Empty.getDefaultInstance();
        });
  }
}
