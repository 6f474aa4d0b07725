package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.vividly.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the keys of the issuer are fetched, and what happens when they cannot be. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SigningKeysTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final RSAKey FORGED = TestIssuer.newKey("forged");

  private final SettableClock clock = new SettableClock();
  private final TestIssuer issuer = new TestIssuer(clock);
  private final CallerCheck check =
      new CallerCheck(issuer.authentication(), new LocalToken(), clock);

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void keysAreFetchedOnceForAsLongAsTheIssuerSays() {
    assertThat(status(issuer.token())).isEqualTo(200);
    clock.advance(HOUR.minusSeconds(1));
    assertThat(status(issuer.token())).isEqualTo(200);
    assertThat(issuer.fetches).hasValue(1);

    clock.advance(Duration.ofSeconds(1));
    assertThat(status(issuer.token())).isEqualTo(200);
    assertThat(issuer.fetches).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'public, max-age=7200, must-revalidate', -, 7200",
        "MAX-AGE=7200, -, 7200",
        "max-age=7200, 3600, 3600",
        "max-age=7200, rubbish, 7200",
        "'max-age=\"7200\"', -, 7200",
        "max-age=999999999, -, 86400",
        "max-age=0, -, 300",
        "max-age=60, 4000, 300",
        "s-maxage=7200, -, 300",
        "no-store, -, 300",
        "-, -, 300"
      })
  void cachingFollowsTheAnswerWithinBounds(String cacheControl, String age, int seconds) {
    issuer.cacheFor(cacheControl, age);
    status(issuer.token());

    clock.advance(Duration.ofSeconds(seconds - 1));
    status(issuer.token());
    assertThat(issuer.fetches).hasValue(1);

    clock.advance(Duration.ofSeconds(1));
    status(issuer.token());
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void aKeyThatIsNewIsFetchedAtOnce() {
    status(issuer.token());
    clock.advance(SigningKeys.UNKNOWN_KEY_PAUSE);
    issuer.publish(TestIssuer.FIRST_KEY, TestIssuer.SECOND_KEY);

    assertThat(status(issuer.token(TestIssuer.SECOND_KEY, claims -> claims))).isEqualTo(200);
    assertThat(status(issuer.token())).isEqualTo(200);
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void aKeyThatWasWithdrawnIsNotGoodAnyMore() {
    status(issuer.token());
    issuer.publish(TestIssuer.SECOND_KEY);
    clock.advance(HOUR);

    assertThat(status(issuer.token())).isEqualTo(401);
  }

  @Test
  void forgedKeyIdsDoNotHammerTheIssuer() {
    String forged = issuer.token(FORGED, claims -> claims);
    String good = issuer.token();
    issuer.cacheFor("max-age=300", null);
    for (int second = 0; second < 600; second++) {
      assertThat(status(forged)).isEqualTo(401);
      assertThat(status(forged)).isEqualTo(401);
      assertThat(status(good)).isEqualTo(200);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(issuer.fetches).hasValue(20);
  }

  @Test
  void withoutAnyKeysATokenCannotBeJudged() {
    issuer.goDown();

    assertThat(status(issuer.token())).isEqualTo(503);
    assertThat(status(issuer.token(FORGED, claims -> claims))).isEqualTo(503);
    assertThat(issuer.fetches).as("after a failure there is a pause").hasValue(1);

    issuer.comeBack();
    clock.advance(SigningKeys.FAILURE_PAUSE);
    assertThat(status(issuer.token())).isEqualTo(200);
    assertThat(status(issuer.token(FORGED, claims -> claims))).isEqualTo(401);
  }

  @Test
  void aKeyServerThatIsNotThereIsUnreachableToo() {
    String token = issuer.token();
    issuer.close();

    assertThat(check.refusal("Bearer " + token))
        .hasValueSatisfying(
            reply -> {
              assertThat(reply.status()).isEqualTo(503);
              assertThat(reply.retryAfter()).isNotNull();
              assertThat(reply.body().at("/error/code").asText()).isEqualTo("keys_unreachable");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Sorry</html>", "{}", "{\"keys\":[]}", "{\"keys\":5}"})
  void anAnswerWithoutKeysIsAsGoodAsNone(String body) {
    issuer.answer(200, body);

    assertThat(status(issuer.token())).isEqualTo(503);
  }

  @Test
  void keysThatWereGoodStayGoodForAWhileWhenTheIssuerCannotBeAsked() {
    status(issuer.token());
    issuer.goDown();
    clock.advance(HOUR.plus(SigningKeys.GRACE).minusSeconds(1));
    assertThat(status(issuer.token())).isEqualTo(200);
    assertThat(status(issuer.token(FORGED, claims -> claims)))
        .as("it may be a new key")
        .isEqualTo(503);

    clock.advance(Duration.ofSeconds(1));
    assertThat(status(issuer.token())).isEqualTo(503);

    issuer.comeBack();
    clock.advance(SigningKeys.FAILURE_PAUSE);
    assertThat(status(issuer.token())).isEqualTo(200);
  }

  @Test
  void anOutageIsNotAskedAboutWithEveryDelivery() {
    status(issuer.token());
    issuer.goDown();
    clock.advance(HOUR);

    for (int i = 0; i < 100; i++) {
      assertThat(status(issuer.token())).isEqualTo(200);
    }

    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void deliveriesThatComeTogetherFetchOnce() throws Exception {
    String token = issuer.token();
    CountDownLatch together = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Integer>> answers =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            together.await();
                            return status(token);
                          }))
              .toList();
      together.countDown();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(issuer.fetches).hasValue(1);
  }

  private int status(String token) {
    return check.refusal("Bearer " + token).map(Reply::status).orElse(200);
  }
}
