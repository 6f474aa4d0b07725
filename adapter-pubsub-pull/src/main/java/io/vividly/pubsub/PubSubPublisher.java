package io.vividly.pubsub;

import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.TransientFailureException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages to the topic, each at once and without an ordering key: requests do not depend
 * on each other. A message counts as taken over when Pub/Sub confirmed that it is stored.
 */
public final class PubSubPublisher implements MessagePublisher, AutoCloseable {

  /** How long the client tries before a message is given back; the next try is the caller's. */
  public static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(60);

  private static final Duration RPC_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final String topic;
  private final Publisher publisher;

  /**
   * @throws PubSubException if there are no credentials
   */
  public PubSubPublisher(PubSubOptions options) {
    this.topic = options.topicName();
    Connection connection = new Connection(options);
    try {
      this.publisher =
          Publisher.newBuilder(topic)
              .setChannelProvider(connection.forTopics())
              .setCredentialsProvider(connection.credentials())
              // A message that waits for others to go along with is late.
              .setBatchingSettings(BatchingSettings.newBuilder().setIsEnabled(false).build())
              .setRetrySettings(retries())
              .build();
    } catch (IOException e) {
      throw PubSubException.of("The topic " + topic, e);
    }
  }

  @Override
  public void publish(Outbox.Entry entry) {
    publish(entry.body(), entry.attributes());
  }

  /**
   * Publishes any message.
   *
   * @return the message id that Pub/Sub gave it
   * @throws TransientFailureException if it was not taken over and should be tried again
   */
  public String publish(byte[] body, Map<String, String> attributes) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
    PubsubMessage message =
        PubsubMessage.newBuilder()
            .setData(ByteString.copyFrom(body))
            .putAllAttributes(attributes)
            .build();
    try {
      return publisher.publish(message).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw refused(e);
    }
  }

  private TransientFailureException refused(ExecutionException e) {
    StatusCode.Code code = PubSubException.codeOf(e);
    String problem =
        code == StatusCode.Code.NOT_FOUND
            ? "does not exist"
            : "did not take the message (" + (code == null ? "no answer" : code) + ")";
    return new TransientFailureException("The topic " + topic + " " + problem + ".", e);
  }

  private static TransientFailureException interrupted(@Nullable InterruptedException e) {
    return new TransientFailureException("The publishing was interrupted.", e);
  }

  private static RetrySettings retries() {
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(Duration.ofMillis(50))
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(Duration.ofSeconds(5))
        .setInitialRpcTimeoutDuration(RPC_TIMEOUT)
        .setRpcTimeoutMultiplier(1)
        .setMaxRpcTimeoutDuration(RPC_TIMEOUT)
        .setTotalTimeoutDuration(TOTAL_TIMEOUT)
        .build();
  }

  /** Waits up to a second for what is being published. */
  @Override
  public void close() {
    publisher.shutdown();
    try {
      publisher.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
