package io.vividly.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.pubsub.v1.PubsubMessage;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.MessagePublisherContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PubSubPublisherTest extends MessagePublisherContract {

  private PubSubTester pubSub;
  private PubSubPublisher publisher;
  private PubSubPublisher refused;

  @BeforeEach
  void open() throws Exception {
    pubSub = new PubSubTester();
    publisher = new PubSubPublisher(pubSub.options());
    refused = new PubSubPublisher(withTopic("no-such-topic", pubSub.server.endpoint()));
  }

  @AfterEach
  void close() {
    publisher.close();
    refused.close();
    pubSub.close();
  }

  @Override
  protected MessagePublisher publisher() {
    return publisher;
  }

  @Override
  protected List<byte[]> takenOver() {
    return pubSub.pull(PubSubTester.SUBSCRIPTION).stream()
        .map(received -> received.getMessage().getData().toByteArray())
        .toList();
  }

  @Override
  protected MessagePublisher refused() {
    return refused;
  }

  @Test
  void attributes_go_along_and_the_id_is_that_of_the_message() {
    String id = publisher.publish(new byte[] {7}, Map.of("request_id", "r", "student_id", "s"));

    PubsubMessage message = pubSub.pull(PubSubTester.SUBSCRIPTION).get(0).getMessage();
    assertThat(message.getMessageId()).isEqualTo(id);
    assertThat(message.getAttributesMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("request_id", "r", "student_id", "s"));
    assertThat(message.getOrderingKey()).isEmpty();
  }

  @Test
  void the_error_names_the_topic_that_does_not_exist() {
    assertThatThrownBy(() -> refused.publish(new byte[] {7}, Map.of()))
        .isInstanceOf(TransientFailureException.class)
        .hasMessage("The topic projects/school/topics/no-such-topic does not exist.");
  }

  private static PubSubOptions withTopic(String topic, String endpoint) {
    return PubSubOptions.builder("school").topic(topic).emulatorHost(endpoint).build();
  }
}
