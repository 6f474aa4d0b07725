package io.vividly.testkit.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import io.vividly.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the emulator does not do, or not on a clock that can be set. */
@Timeout(60)
class PushTest {

  private static final String ACCOUNT = "pusher@project.iam.gserviceaccount.com";

  private final SettableClock clock = new SettableClock();
  private final PubSubServer server = PubSubServer.start(clock);
  private Cloud cloud;
  private Endpoint endpoint;
  private String topic;

  @BeforeEach
  void connect() throws Exception {
    cloud = new Cloud(server.endpoint());
    endpoint = new Endpoint();
    topic = cloud.createTopic("questions");
  }

  @AfterEach
  void disconnect() throws Exception {
    endpoint.close();
    cloud.close();
    server.close();
  }

  @Test
  void the_pause_grows_with_every_failure() throws Exception {
    cloud.subscribe(topic, "worker", one -> one.setPushConfig(toEndpoint()));
    endpoint.answer(500, 500, 500);
    cloud.publish(topic, "why?");
    endpoint.next();
    for (int pause : new int[] {100, 200, 400}) {
      server.awaitPushes(worker());
      clock.advance(Duration.ofMillis(pause - 1));
      server.awaitPushes(worker());
      assertThat(endpoint.waiting()).isZero();
      clock.advance(Duration.ofMillis(1));
      endpoint.next();
    }
    server.awaitPushes(worker());
    assertThat(server.backlog(worker())).isZero();
  }

  @Test
  void all_messages_of_the_subscription_wait_when_one_failed() throws Exception {
    cloud.subscribe(topic, "worker", one -> one.setPushConfig(toEndpoint()));
    endpoint.answer(500);
    cloud.publish(topic, "first");
    endpoint.next();
    server.awaitPushes(worker());
    cloud.publish(topic, "second");
    server.awaitPushes(worker());
    assertThat(endpoint.waiting()).isZero();

    clock.advance(Duration.ofMillis(100));

    assertThat(List.of(data(endpoint.next()), data(endpoint.next())))
        .containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void the_end_of_the_deadline_ends_the_request_and_is_a_failure() throws Exception {
    String subscription =
        cloud.subscribe(
            topic, "worker", one -> one.setPushConfig(toEndpoint()).setAckDeadlineSeconds(600));
    endpoint.answer(0);
    cloud.publish(topic, "slow");
    endpoint.next();

    clock.advance(Duration.ofSeconds(600).minusMillis(1));
    assertThat(endpoint.waiting()).isZero();
    clock.advance(Duration.ofMillis(1));
    server.awaitPushes(worker());
    clock.advance(Duration.ofMillis(100));

    assertThat(data(endpoint.next())).isEqualTo("slow");
    server.awaitPushes(worker());
    assertThat(server.backlog(subscription)).isEqualTo(0);
  }

  @Test
  void the_attempt_is_told_with_a_dead_letter_policy_and_the_fifth_is_the_last() throws Exception {
    String dead = cloud.createTopic("dead");
    String letters = cloud.subscribe(dead, "letters");
    cloud.subscribe(
        topic,
        "worker",
        one ->
            one.setPushConfig(toEndpoint())
                .setDeadLetterPolicy(DeadLetterPolicy.newBuilder().setDeadLetterTopic(dead)));
    endpoint.answer(400, 400, 400, 400, 400);
    cloud.publish(topic, "bad");

    List<Integer> attempts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      attempts.add(json(endpoint.next()).get("deliveryAttempt").getAsInt());
      server.awaitPushes(worker());
      clock.advance(Duration.ofSeconds(60));
    }

    assertThat(attempts).containsExactly(1, 2, 3, 4, 5);
    server.awaitPushes(worker());
    assertThat(server.backlog(letters)).isEqualTo(1);
    assertThat(cloud.pull(letters).get(0).getMessage().getAttributesMap())
        .containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5");
  }

  @Test
  void messages_of_one_key_are_pushed_one_after_the_other() throws Exception {
    String subscription =
        cloud.subscribe(
            topic, "worker", one -> one.setPushConfig(toEndpoint()).setEnableMessageOrdering(true));
    endpoint.answer(0);
    for (String text : List.of("one", "two", "three")) {
      cloud.publish(topic, Cloud.message(text).toBuilder().setOrderingKey("k").build());
    }
    cloud.publish(topic, Cloud.message("other").toBuilder().setOrderingKey("l").build());

    Endpoint.Push first = endpoint.next();
    assertThat(data(first)).isEqualTo("one");
    assertThat(json(first).getAsJsonObject("message").get("orderingKey").getAsString())
        .isEqualTo("k");
    assertThat(data(endpoint.next())).isEqualTo("other");
    assertThat(server.backlog(subscription)).isGreaterThanOrEqualTo(3);
    first.exchange().sendResponseHeaders(204, -1);
    first.exchange().close();
    assertThat(data(endpoint.next())).isEqualTo("two");
    assertThat(data(endpoint.next())).isEqualTo("three");
  }

  @Test
  void a_token_says_who_pushes_to_whom() throws Exception {
    cloud.subscribe(
        topic,
        "worker",
        one ->
            one.setPushConfig(
                toEndpoint().toBuilder()
                    .setOidcToken(
                        PushConfig.OidcToken.newBuilder().setServiceAccountEmail(ACCOUNT))));
    cloud.publish(topic, "why?");

    JsonObject claims = claims(endpoint.next());
    assertThat(claims.get("aud").getAsString()).isEqualTo(endpoint.url());
    assertThat(claims.get("email").getAsString()).isEqualTo(ACCOUNT);
    assertThat(claims.get("email_verified").getAsBoolean()).isTrue();
    assertThat(claims.get("iss").getAsString()).isEqualTo("https://accounts.google.com");
    assertThat(claims.get("exp").getAsLong())
        .isEqualTo(clock.instant().plusSeconds(3600).getEpochSecond());
  }

  @Test
  void a_subscription_may_choose_the_audience() throws Exception {
    PushConfig.OidcToken token =
        PushConfig.OidcToken.newBuilder()
            .setServiceAccountEmail(ACCOUNT)
            .setAudience("vividly")
            .build();
    cloud.subscribe(
        topic, "worker", one -> one.setPushConfig(toEndpoint().toBuilder().setOidcToken(token)));
    cloud.publish(topic, "why?");

    assertThat(claims(endpoint.next()).get("aud").getAsString()).isEqualTo("vividly");
  }

  @Test
  void a_bare_body_comes_with_metadata_only_when_that_is_wanted() throws Exception {
    PushConfig.NoWrapper bare = PushConfig.NoWrapper.newBuilder().setWriteMetadata(true).build();
    String subscription =
        cloud.subscribe(
            topic,
            "worker",
            one ->
                one.setPushConfig(toEndpoint().toBuilder().setNoWrapper(bare))
                    .setEnableMessageOrdering(true));
    PubsubMessage message =
        Cloud.message("why?").toBuilder()
            .setOrderingKey("k")
            .putAttributes("not a header", "x")
            .putAttributes("grade", "7")
            .build();
    cloud.publish(topic, message);

    Endpoint.Push push = endpoint.next();
    assertThat(push.text()).isEqualTo("why?");
    assertThat(push.header("x-goog-pubsub-ordering-key")).isEqualTo("k");
    assertThat(push.header("x-goog-pubsub-publish-time")).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(push.header("grade")).isEqualTo("7");

    cloud
        .subscriptions()
        .modifyPushConfig(
            subscription,
            toEndpoint().toBuilder()
                .setNoWrapper(PushConfig.NoWrapper.getDefaultInstance())
                .build());
    cloud.publish(topic, message);
    Endpoint.Push plain = endpoint.next();
    assertThat(plain.text()).isEqualTo("why?");
    assertThat(plain.header("x-goog-pubsub-message-id")).isNull();
    assertThat(plain.header("grade")).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {203, 205, 206, 302, 400, 401, 408, 429, 500, 503, 599})
  void only_four_answers_acknowledge(int status) throws Exception {
    String subscription = cloud.subscribe(topic, "worker", one -> one.setPushConfig(toEndpoint()));
    endpoint.answer(status);
    cloud.publish(topic, "why?");
    endpoint.next();

    server.awaitPushes(worker());
    clock.advance(Duration.ofMillis(100));

    assertThat(data(endpoint.next())).isEqualTo("why?");
    server.awaitPushes(worker());
    assertThat(server.backlog(subscription)).isEqualTo(0);
  }

  @Test
  void an_endpoint_that_is_not_there_is_a_failure_like_any_other() throws Exception {
    String nowhere = endpoint.url();
    endpoint.close();
    String dead = cloud.createTopic("dead");
    String letters = cloud.subscribe(dead, "letters");
    cloud.subscribe(
        topic,
        "worker",
        one ->
            one.setPushConfig(PushConfig.newBuilder().setPushEndpoint(nowhere))
                .setDeadLetterPolicy(DeadLetterPolicy.newBuilder().setDeadLetterTopic(dead)));
    cloud.publish(topic, "why?");
    for (int i = 0; i < 5; i++) {
      server.awaitPushes(worker());
      clock.advance(Duration.ofSeconds(60));
    }

    server.awaitPushes(worker());
    assertThat(server.backlog(letters)).isEqualTo(1);
  }

  private PushConfig toEndpoint() {
    return PushConfig.newBuilder().setPushEndpoint(endpoint.url()).build();
  }

  private String worker() {
    return cloud.subscription("worker");
  }

  private static JsonObject json(Endpoint.Push push) {
    return JsonParser.parseString(push.text()).getAsJsonObject();
  }

  private static String data(Endpoint.Push push) {
    String data = json(push).getAsJsonObject("message").get("data").getAsString();
    return new String(Base64.getDecoder().decode(data), UTF_8);
  }

  private static JsonObject claims(Endpoint.Push push) {
    String token = push.header("Authorization");
    assertThat(token).startsWith("Bearer ");
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return JsonParser.parseString(new String(payload, UTF_8)).getAsJsonObject();
  }
}
