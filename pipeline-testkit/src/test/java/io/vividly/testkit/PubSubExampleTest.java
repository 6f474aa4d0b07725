package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.vividly.testkit.pubsub.PubSubServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of docs/testkit.md, as another team would write it. */
class PubSubExampleTest {

  private static final String TOPIC = "projects/test/topics/questions";
  private static final String SUBSCRIPTION = "projects/test/subscriptions/worker";

  // Example: begin
  @Test
  @Timeout(60)
  void aMessageComesAgainWhenItsDeadlineHasPassed() throws Exception {
    SettableClock clock = new SettableClock();
    try (PubSubServer server = PubSubServer.start(clock)) {
      ManagedChannel channel =
          ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
      TransportChannelProvider channels =
          FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
      CredentialsProvider nobody = NoCredentialsProvider.create();
      try (TopicAdminClient topics =
              TopicAdminClient.create(
                  TopicAdminSettings.newBuilder()
                      .setTransportChannelProvider(channels)
                      .setCredentialsProvider(nobody)
                      .build());
          SubscriptionAdminClient subscriptions =
              SubscriptionAdminClient.create(
                  SubscriptionAdminSettings.newBuilder()
                      .setTransportChannelProvider(channels)
                      .setCredentialsProvider(nobody)
                      .build())) {
        topics.createTopic(TOPIC);
        subscriptions.createSubscription(SUBSCRIPTION, TOPIC, PushConfig.getDefaultInstance(), 10);
        topics.publish(
            TOPIC,
            List.of(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("Why?")).build()));
        assertThat(subscriptions.pull(SUBSCRIPTION, 1).getReceivedMessagesCount()).isOne();

        clock.advance(Duration.ofSeconds(10));

        assertThat(subscriptions.pull(SUBSCRIPTION, 1).getReceivedMessagesCount()).isOne();
        assertThat(server.backlog(SUBSCRIPTION)).isOne();
      }
      channel.shutdownNow();
    }
  }

  // Example: end

  @Test
  void theExampleIsTheOneInTheDocumentation() throws Exception {
    DocumentedExample.assertDocumented(PubSubExampleTest.class);
  }
}
