package io.vividly.pubsub;

import static io.vividly.pubsub.PubSubTester.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberImplBase;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.vividly.core.model.Delivery;
import io.vividly.core.pipeline.Disposition;
import io.vividly.pubsub.PullReport.End;
import io.vividly.testkit.FaultInjector;
import io.vividly.testkit.FaultInjector.Hang;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PullWorkerTest {

  private static final PullOptions ONE_SLOT = PullOptions.service(1);
  private static final Duration LONG = Duration.ofMinutes(30);

  private PubSubTester pubSub;

  @BeforeEach
  void open() throws Exception {
    pubSub = new PubSubTester();
  }

  @AfterEach
  void close() {
    pubSub.close();
  }

  @Test
  void a_message_arrives_as_it_was_published_and_is_acknowledged() throws Exception {
    byte[] body = new byte[256];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    String id = pubSub.publish(ByteString.copyFrom(body), Map.of("environment", "dev"));
    ScriptedHandler handler = new ScriptedHandler(delivery -> ScriptedHandler.DONE);

    try (RunningWorker running = new RunningWorker(handler, pubSub, ONE_SLOT)) {
      PubSubTester.await(() -> pubSub.backlog() == 0);
      assertThat(running.stop()).isEqualTo(new PullReport(End.STOPPED, 1, 0, 0));
    }

    assertThat(handler.deliveries())
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.messageId()).isEqualTo(id);
              assertThat(delivery.body()).isEqualTo(body);
              assertThat(delivery.attributes()).containsExactly(Map.entry("environment", "dev"));
              assertThat(delivery.attempt()).isEqualTo(1);
              assertThat(delivery.publishedAt()).isEqualTo(pubSub.clock.instant());
              assertThat(delivery.deadline())
                  .isEqualTo(pubSub.clock.instant().plus(Duration.ofHours(1)));
            });
  }

  @Test
  void what_shall_be_tried_again_comes_again() throws Exception {
    pubSub.publish("why?");
    ScriptedHandler handler =
        new ScriptedHandler(
            delivery -> delivery.attempt() == 3 ? ScriptedHandler.DONE : ScriptedHandler.AGAIN);

    try (RunningWorker running = new RunningWorker(handler, pubSub, ONE_SLOT)) {
      PubSubTester.await(() -> pubSub.backlog() == 0);
      assertThat(running.stop()).isEqualTo(new PullReport(End.STOPPED, 1, 2, 0));
    }

    assertThat(handler.deliveries()).extracting(Delivery::attempt).containsExactly(1, 2, 3);
  }

  @Test
  void a_rejected_message_becomes_a_dead_letter_unless_it_shall_be_acknowledged() throws Exception {
    pubSub.publish("bad");
    pubSub.publish("bad but kept");
    ScriptedHandler handler =
        new ScriptedHandler(
            delivery -> new Disposition.Reject(null, "not JSON", delivery.body().length > 3));

    try (RunningWorker running = new RunningWorker(handler, pubSub, ONE_SLOT)) {
      PubSubTester.await(() -> pubSub.backlog() == 0);
      assertThat(running.stop()).isEqualTo(new PullReport(End.STOPPED, 1, 5, 0));
    }

    assertThat(pubSub.pull(PubSubTester.DEAD_SUBSCRIPTION))
        .extracting(letter -> letter.getMessage().getData().toStringUtf8())
        .containsExactly("bad");
  }

  @Test
  void nothing_is_pulled_that_cannot_be_worked_on() throws Exception {
    FaultInjector work = new FaultInjector();
    Hang first = work.hangAt(1);
    Hang second = work.hangAt(2);
    for (int i = 0; i < 5; i++) {
      pubSub.publish("question " + i);
    }
    ScriptedHandler handler = passing(work);

    try (RunningWorker running = new RunningWorker(handler, pubSub, PullOptions.service(2))) {
      first.awaitReached();
      second.awaitReached();
      List<ReceivedMessage> left = pubSub.pull(SUBSCRIPTION);
      assertThat(left).hasSize(3);
      first.release();
      second.release();
      PubSubTester.await(() -> pubSub.backlog() == 3);
      assertThat(running.stop().acknowledged()).isEqualTo(2);
    }
  }

  @Test
  void a_worker_goes_on_after_its_stream_broke() throws Exception {
    ScriptedHandler handler = new ScriptedHandler(delivery -> ScriptedHandler.DONE);
    try (RunningWorker running = new RunningWorker(handler, pubSub, ONE_SLOT)) {
      PubSubTester.await(() -> running.worker.problems().isEmpty());

      pubSub.server.breakStreams();
      pubSub.publish("why?");

      PubSubTester.await(() -> pubSub.backlog() == 0);
      assertThat(running.stop().acknowledged()).isEqualTo(1);
    }
  }

  @Test
  void with_exactly_once_delivery_an_acknowledgement_counts_when_it_is_confirmed()
      throws Exception {
    pubSub.close();
    pubSub = new PubSubTester(settings -> settings.setEnableExactlyOnceDelivery(true));
    FaultInjector work = new FaultInjector();
    Hang late = work.hangAt(1);
    pubSub.publish("why?");

    try (RunningWorker running = new RunningWorker(passing(work), pubSub, PullOptions.service(2))) {
      late.awaitReached();
      // Its lease runs out, and somebody does the work again, in time.
      pubSub.clock.advance(Duration.ofMinutes(11));
      PubSubTester.await(() -> pubSub.backlog() == 0);
      late.release();
      assertThat(running.stop()).isEqualTo(new PullReport(End.STOPPED, 1, 0, 1));
    }
  }

  @Test
  void a_job_ends_when_there_is_nothing_left() throws Exception {
    for (int i = 0; i < 20; i++) {
      pubSub.publish("question " + i);
    }
    ScriptedHandler handler = new ScriptedHandler(delivery -> ScriptedHandler.DONE);
    PullOptions options = PullOptions.job(4, new PullOptions.Job(Duration.ofSeconds(3), LONG));

    try (RunningWorker running = new RunningWorker(handler, pubSub, options)) {
      assertThat(running.end()).isEqualTo(new PullReport(End.EMPTY, 20, 0, 0));
    }

    assertThat(pubSub.backlog()).isZero();
  }

  @Test
  void a_job_whose_time_is_up_finishes_what_it_holds() throws Exception {
    FaultInjector work = new FaultInjector();
    Hang held = work.hangAt(1);
    pubSub.publish("why?");
    PullOptions options = PullOptions.job(1, new PullOptions.Job(LONG, Duration.ofSeconds(2)));

    try (RunningWorker running = new RunningWorker(passing(work), pubSub, options)) {
      held.awaitReached();
      PubSubTester.await(() -> running.worker.problems().contains("shutting down"));
      pubSub.publish("and why not?");
      held.release();
      assertThat(running.end()).isEqualTo(new PullReport(End.MAX_RUNTIME, 1, 0, 0));
    }

    assertThat(pubSub.pull(SUBSCRIPTION))
        .extracting(message -> message.getMessage().getData().toStringUtf8())
        .containsExactly("and why not?");
  }

  @Test
  void a_service_that_cannot_be_reached_is_not_an_empty_subscription() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PullOptions options =
        PullOptions.job(1, new PullOptions.Job(Duration.ofMillis(1), Duration.ofSeconds(1)));
    PubSubOptions nowhere =
        PubSubOptions.builder("school")
            .subscription("worker")
            .emulatorHost("localhost:" + port)
            .build();

    try (RunningWorker running =
        new RunningWorker(new PullWorker(passing(new FaultInjector()), nowhere, options))) {
      assertThat(running.worker.problems()).containsExactly("pubsub");
      assertThat(running.end()).isEqualTo(new PullReport(End.MAX_RUNTIME, 0, 0, 0));
    }
  }

  @Test
  void a_subscription_that_does_not_exist_ends_the_worker() {
    PubSubOptions options =
        PubSubOptions.builder("school")
            .subscription("projects/other/subscriptions/worker")
            .emulatorHost(pubSub.server.endpoint())
            .build();
    PullWorker worker = new PullWorker(passing(new FaultInjector()), options, ONE_SLOT);

    try (RunningWorker running = new RunningWorker(worker)) {
      assertThatThrownBy(running::end)
          .isInstanceOf(PubSubException.class)
          .hasMessage("The subscription projects/other/subscriptions/worker does not exist.")
          .matches(problem -> ((PubSubException) problem).isConfiguration());
    }
  }

  @Test
  void a_worker_without_the_right_to_pull_ends() throws Exception {
    Server forbidding =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Forbidding())
            .build()
            .start();
    PubSubOptions options =
        PubSubOptions.builder("school")
            .subscription("worker")
            .emulatorHost("localhost:" + forbidding.getPort())
            .build();

    try (RunningWorker running =
        new RunningWorker(new PullWorker(passing(new FaultInjector()), options, ONE_SLOT))) {
      assertThatThrownBy(running::end)
          .hasMessage(
              "The subscription projects/school/subscriptions/worker may not be used with these"
                  + " credentials (PERMISSION_DENIED).");
    } finally {
      forbidding.shutdownNow();
    }
  }

  private static ScriptedHandler passing(FaultInjector work) {
    return new ScriptedHandler(
        delivery -> {
          work.pass();
          return ScriptedHandler.DONE;
        });
  }

  private static final class Forbidding extends SubscriberImplBase {
    @Override
    public StreamObserver<StreamingPullRequest> streamingPull(
        StreamObserver<StreamingPullResponse> caller) {
      caller.onError(Status.PERMISSION_DENIED.asRuntimeException());
      return new StreamObserver<>() {
        @Override
        public void onNext(StreamingPullRequest request) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
      };
    }
  }
}
