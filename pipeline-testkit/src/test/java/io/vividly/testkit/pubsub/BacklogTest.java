package io.vividly.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Holder holder = new Holder(0, 0);

  @Test
  void an_acknowledged_message_is_gone() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a");
    Lease lease = takeOne(backlog, NOW);

    assertThat(backlog.acknowledge(lease.ackId())).isTrue();

    backlog.passTo(NOW.plus(Duration.ofDays(1)));
    assertThat(backlog.size()).isZero();
    assertThat(backlog.nextChange()).isEmpty();
  }

  @Test
  void a_leased_message_is_not_given_to_anybody_else() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a");
    takeOne(backlog, NOW);

    assertThat(backlog.take(new Holder(0, 0), 10, NOW.plus(DEADLINE))).isEmpty();
    assertThat(backlog.size()).isOne();
  }

  @Test
  void a_message_comes_again_when_its_deadline_has_passed_and_not_before() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a");
    Lease first = takeOne(backlog, NOW);
    assertThat(backlog.nextChange()).contains(NOW.plus(DEADLINE));

    backlog.passTo(NOW.plus(DEADLINE).minusNanos(1));
    assertThat(take(backlog, NOW)).isEmpty();

    backlog.passTo(NOW.plus(DEADLINE));
    Lease second = takeOne(backlog, NOW);
    assertThat(second.ackId()).isNotEqualTo(first.ackId());
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.message().getMessageId()).isEqualTo(first.message().getMessageId());
  }

  @Test
  void an_acknowledgement_after_the_deadline_does_nothing() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a");
    Lease late = takeOne(backlog, NOW);
    backlog.passTo(NOW.plus(DEADLINE));

    assertThat(backlog.acknowledge(late.ackId())).isFalse();
    assertThat(backlog.fail(late.ackId(), NOW)).isFalse();
    assertThat(backlog.extend(late.ackId(), NOW.plus(DEADLINE))).isFalse();
    assertThat(backlog.size()).isOne();
  }

  @Test
  void an_acknowledgement_may_be_repeated() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a");
    Lease lease = takeOne(backlog, NOW);

    assertThat(backlog.acknowledge(lease.ackId())).isTrue();
    assertThat(backlog.acknowledge(lease.ackId())).isTrue();
    assertThat(backlog.acknowledge("ack-nobody-gave")).isFalse();
  }

  @Test
  void a_deadline_can_be_moved_both_ways() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a");
    Lease lease = takeOne(backlog, NOW);

    backlog.extend(lease.ackId(), NOW.plusSeconds(600));
    backlog.passTo(NOW.plusSeconds(599));
    assertThat(take(backlog, NOW)).isEmpty();

    backlog.extend(lease.ackId(), NOW.plusSeconds(599).plusMillis(1));
    backlog.passTo(NOW.plusSeconds(599).plusMillis(1));
    assertThat(take(backlog, NOW)).hasSize(1);
  }

  @Test
  void a_refused_message_comes_again_at_once_behind_the_others() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a", "b");
    Lease first = takeOne(backlog, NOW);

    backlog.fail(first.ackId(), NOW);

    assertThat(take(backlog, NOW)).extracting(BacklogTest::text).containsExactly("b", "a");
  }

  @Test
  void a_backoff_doubles_with_every_failure_up_to_its_maximum() {
    DeliveryPolicy policy =
        new DeliveryPolicy(false, 0, Duration.ofSeconds(10), Duration.ofSeconds(25));
    Backlog backlog = backlog(policy, "a");
    Instant now = NOW;
    for (int seconds : List.of(10, 20, 25, 25)) {
      backlog.fail(takeOne(backlog, now).ackId(), now);

      assertThat(backlog.nextChange()).contains(now.plusSeconds(seconds));
      backlog.passTo(now.plusSeconds(seconds).minusNanos(1));
      assertThat(take(backlog, now)).isEmpty();
      now = now.plusSeconds(seconds);
      backlog.passTo(now);
    }
    assertThat(take(backlog, now)).hasSize(1);
  }

  @Test
  void a_message_that_failed_too_often_is_a_dead_letter() {
    Backlog backlog = backlog(new DeliveryPolicy(false, 5, Duration.ZERO, Duration.ZERO), "a", "b");
    backlog.acknowledge(takeOne(backlog, NOW).ackId());
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(backlog.takeDead()).isEmpty();
      Lease lease = takeOne(backlog, NOW);
      assertThat(lease.attempt()).isEqualTo(attempt);
      if (attempt % 2 == 0) {
        backlog.fail(lease.ackId(), NOW);
      } else {
        backlog.passTo(lease.deadline());
      }
    }
    assertThat(backlog.size()).isZero();
    assertThat(backlog.takeDead())
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.message().getData().toStringUtf8()).isEqualTo("b");
              assertThat(dead.attempts()).isEqualTo(5);
            });
    assertThat(backlog.takeDead()).isEmpty();
  }

  @Test
  void a_holder_gets_no_more_than_it_may_hold() {
    Backlog backlog = backlog(DeliveryPolicy.PLAIN, "a", "b", "c", "d");
    Holder two = new Holder(2, 0);
    List<Lease> taken = backlog.take(two, 10, NOW.plus(DEADLINE));
    assertThat(taken).hasSize(2);
    assertThat(backlog.take(two, 10, NOW.plus(DEADLINE))).isEmpty();

    backlog.acknowledge(taken.get(0).ackId());
    assertThat(backlog.take(two, 10, NOW.plus(DEADLINE))).hasSize(1);

    Holder oneByte = new Holder(0, 1);
    assertThat(backlog.take(oneByte, 10, NOW.plus(DEADLINE))).hasSize(1);
  }

  @Test
  void a_key_is_held_by_one_holder_at_a_time() {
    Backlog backlog = ordered("k1", "k1", "k2");
    Lease first = backlog.take(holder, 1, NOW.plus(DEADLINE)).get(0);

    Holder other = new Holder(0, 0);
    assertThat(backlog.take(other, 10, NOW.plus(DEADLINE)))
        .extracting(BacklogTest::text)
        .containsExactly("k2-2");
    assertThat(backlog.take(holder, 10, NOW.plus(DEADLINE)))
        .extracting(BacklogTest::text)
        .containsExactly("k1-1");
    assertThat(backlog.acknowledge(first.ackId())).isTrue();
  }

  @Test
  void when_one_of_a_key_fails_the_later_ones_come_again_behind_it() {
    Backlog backlog = ordered("k", "k", "k", "k", "");
    List<Lease> leases = backlog.take(holder, 10, NOW.plus(DEADLINE));
    assertThat(leases).hasSize(5);
    backlog.acknowledge(leases.get(0).ackId());
    backlog.acknowledge(leases.get(3).ackId());

    backlog.fail(leases.get(1).ackId(), NOW);

    assertThat(backlog.acknowledge(leases.get(2).ackId())).isFalse();
    assertThat(backlog.acknowledge(leases.get(3).ackId())).isFalse();
    assertThat(backlog.acknowledge(leases.get(4).ackId())).isTrue();
    List<Lease> again = take(backlog, NOW);
    assertThat(again).extracting(BacklogTest::text).containsExactly("k-1", "k-2", "k-3");
    assertThat(again).extracting(Lease::attempt).containsExactly(2, 1, 1);
  }

  @Test
  void acknowledgements_out_of_turn_count_when_their_turn_comes() {
    Backlog backlog = ordered("k", "k", "k");
    Holder three = new Holder(3, 0);
    List<Lease> leases = backlog.take(three, 10, NOW.plus(DEADLINE));

    assertThat(backlog.acknowledge(leases.get(2).ackId())).isTrue();
    assertThat(backlog.acknowledge(leases.get(1).ackId())).isTrue();
    assertThat(backlog.acknowledge(leases.get(1).ackId())).isTrue();
    assertThat(backlog.fail(leases.get(1).ackId(), NOW)).isTrue();
    assertThat(backlog.size()).isEqualTo(3);
    assertThat(three.hasRoom()).isTrue();
    backlog.acknowledge(leases.get(0).ackId());

    assertThat(backlog.size()).isZero();
    assertThat(backlog.nextChange()).isEmpty();
  }

  @Test
  void a_key_waits_for_the_backoff_of_its_first_message() {
    Backlog backlog =
        new Backlog(new DeliveryPolicy(true, 0, Duration.ofSeconds(5), Duration.ofSeconds(5)));
    backlog.add(message("first", "k"));
    backlog.add(message("second", "k"));
    backlog.fail(backlog.take(holder, 1, NOW.plus(DEADLINE)).get(0).ackId(), NOW);

    assertThat(take(backlog, NOW)).isEmpty();

    backlog.passTo(NOW.plusSeconds(5));
    assertThat(take(backlog, NOW)).extracting(BacklogTest::text).containsExactly("first", "second");
  }

  private Lease takeOne(Backlog backlog, Instant now) {
    return backlog.take(holder, 1, now.plus(DEADLINE)).get(0);
  }

  private List<Lease> take(Backlog backlog, Instant now) {
    return backlog.take(holder, 10, now.plus(DEADLINE));
  }

  private static Backlog backlog(DeliveryPolicy policy, String... texts) {
    Backlog backlog = new Backlog(policy);
    for (String text : texts) {
      backlog.add(message(text, ""));
    }
    return backlog;
  }

  private static Backlog ordered(String... keys) {
    Backlog backlog = new Backlog(new DeliveryPolicy(true, 0, Duration.ZERO, Duration.ZERO));
    for (int i = 0; i < keys.length; i++) {
      backlog.add(message(keys[i] + "-" + i, keys[i]));
    }
    return backlog;
  }

  private static PubsubMessage message(String text, String key) {
    return PubsubMessage.newBuilder()
        .setMessageId(text)
        .setData(ByteString.copyFromUtf8(text))
        .setOrderingKey(key)
        .build();
  }

  private static String text(Lease lease) {
    return lease.message().getData().toStringUtf8();
  }
}
