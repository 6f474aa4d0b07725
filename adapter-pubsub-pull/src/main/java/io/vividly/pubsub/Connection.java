package io.vividly.pubsub;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.List;

/** How the client reaches Pub/Sub: Google's service, or an emulator if one is set. */
final class Connection {

  /** As Google's subscriber has it, so that a connection that is gone is noticed. */
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

  private final PubSubOptions options;

  Connection(PubSubOptions options) {
    this.options = options;
  }

  /** Channels for publishing. */
  TransportChannelProvider forTopics() {
    return reach(TopicAdminSettings.defaultGrpcTransportProviderBuilder()).build();
  }

  /** Channels for pulling. */
  TransportChannelProvider forSubscriptions(ClientInterceptor... interceptors) {
    return reach(SubscriptionAdminSettings.defaultGrpcTransportProviderBuilder())
        .setKeepAliveTimeDuration(KEEP_ALIVE)
        .setInterceptorProvider(() -> List.of(interceptors))
        .build();
  }

  CredentialsProvider credentials() {
    return options.emulatorHost() == null
        ? SubscriptionAdminSettings.defaultCredentialsProviderBuilder().build()
        : NoCredentialsProvider.create();
  }

  private InstantiatingGrpcChannelProvider.Builder reach(
      InstantiatingGrpcChannelProvider.Builder channels) {
    String emulator = options.emulatorHost();
    return emulator == null
        ? channels
        : channels
            .setEndpoint(emulator)
            .setChannelConfigurator(ManagedChannelBuilder::usePlaintext);
  }
}
