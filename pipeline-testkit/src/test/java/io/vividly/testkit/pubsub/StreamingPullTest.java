package io.vividly.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.vividly.testkit.SettableClock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream itself: what Google's client for Java does not do with it, but others do. */
@Timeout(60)
class StreamingPullTest {

  private final SettableClock clock = new SettableClock();
  private final PubSubServer server = PubSubServer.start(clock);
  private final BlockingQueue<StreamingPullResponse> responses = new LinkedBlockingQueue<>();
  private final BlockingQueue<Status.Code> ends = new LinkedBlockingQueue<>();
  private Cloud cloud;
  private String topic;
  private String subscription;

  @BeforeEach
  void connect() throws Exception {
    cloud = new Cloud(server.endpoint());
    topic = cloud.createTopic("questions");
    subscription = cloud.subscribe(topic, "worker", one -> one.setEnableExactlyOnceDelivery(true));
  }

  @AfterEach
  void disconnect() throws Exception {
    cloud.close();
    server.close();
  }

  @Test
  void acknowledgements_may_come_over_the_stream() throws Exception {
    StreamObserver<StreamingPullRequest> stream = open(first -> first);
    cloud.publish(topic, "why?");
    ReceivedMessage message = responses.take().getReceivedMessages(0);

    stream.onNext(
        StreamingPullRequest.newBuilder()
            .addModifyDeadlineAckIds(message.getAckId())
            .addModifyDeadlineSeconds(0)
            .build());
    ReceivedMessage again = responses.take().getReceivedMessages(0);
    assertThat(again.getMessage()).isEqualTo(message.getMessage());

    stream.onNext(StreamingPullRequest.newBuilder().addAckIds(again.getAckId()).build());
    stream.onCompleted();
    assertThat(ends.take()).isEqualTo(Status.Code.OK);
    assertThat(server.backlog(subscription)).isZero();
  }

  @Test
  void a_ping_is_answered_and_every_answer_tells_the_properties() throws Exception {
    StreamObserver<StreamingPullRequest> stream = open(first -> first.setProtocolVersion(1));

    stream.onNext(StreamingPullRequest.getDefaultInstance());

    StreamingPullResponse answer = responses.take();
    assertThat(answer.getReceivedMessagesList()).isEmpty();
    assertThat(answer.getSubscriptionProperties().getExactlyOnceDeliveryEnabled()).isTrue();
  }

  @Test
  void a_stream_must_say_what_it_wants() throws Exception {
    open(first -> first.setSubscription(cloud.subscription("nobody")));
    assertThat(ends.take()).isEqualTo(Status.Code.NOT_FOUND);
    open(first -> first.setStreamAckDeadlineSeconds(5));
    assertThat(ends.take()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    open(first -> first).onNext(firstRequest());
    assertThat(ends.take()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    open(first -> first)
        .onNext(StreamingPullRequest.newBuilder().addModifyDeadlineAckIds("x").build());
    assertThat(ends.take()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private StreamObserver<StreamingPullRequest> open(
      UnaryOperator<StreamingPullRequest.Builder> settings) {
    StreamObserver<StreamingPullRequest> stream =
        SubscriberGrpc.newStub(cloud.channel()).streamingPull(new Collector());
    stream.onNext(settings.apply(firstRequest().toBuilder()).build());
    return stream;
  }

  private StreamingPullRequest firstRequest() {
    return StreamingPullRequest.newBuilder()
        .setSubscription(subscription)
        .setStreamAckDeadlineSeconds(10)
        .build();
  }

  private final class Collector implements StreamObserver<StreamingPullResponse> {

    @Override
    public void onNext(StreamingPullResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable cause) {
      ends.add(Status.fromThrowable(cause).getCode());
    }

    @Override
    public void onCompleted() {
      ends.add(Status.Code.OK);
    }
  }
}
