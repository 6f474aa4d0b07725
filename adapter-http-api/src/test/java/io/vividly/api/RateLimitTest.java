package io.vividly.api;

import static io.vividly.api.ApiTester.KEY;
import static io.vividly.api.ApiTester.QUESTION;
import static io.vividly.api.ApiTester.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.api.ApiTester.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who calls too often has to wait; nobody else has to. */
class RateLimitTest {

  private final ApiTester api = ApiTester.start(ApiOptions.builder(KEY).requestsPerMinute(25));

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void askingCountsMoreThanLooking() {
    assertThat(api.asStudent().post(REQUESTS, QUESTION).status()).isEqualTo(202);
    assertThat(api.asStudent().post(REQUESTS, QUESTION).status()).isEqualTo(202);

    Reply refused = api.asStudent().post(REQUESTS, QUESTION);

    refused.problem(429, "too_many");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 30);
    assertThat(api.asStudent().get(REQUESTS).status()).isEqualTo(200);
  }

  @Test
  void othersAreNotHeldUp() {
    for (int i = 0; i < 25; i++) {
      assertThat(api.asStudent().get(REQUESTS).status()).isEqualTo(200);
    }
    Reply refused = api.asStudent().get(REQUESTS);
    for (int i = 0; i < 3 && refused.status() == 200; i++) {
      // A token came back in the meantime.
      refused = api.asStudent().get(REQUESTS);
    }

    refused.problem(429, "too_many");
    assertThat(api.as(api.token("student-2")).get(REQUESTS).status()).isEqualTo(200);
    for (int i = 0; i < 40; i++) {
      assertThat(api.asOperator().get(REQUESTS).status()).isEqualTo(200);
    }
  }
}
