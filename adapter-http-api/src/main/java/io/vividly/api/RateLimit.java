package io.vividly.api;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A bucket of tokens for each student; of those who do not call any more, none is kept. */
final class RateLimit {

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final long MOST_BUCKETS = 100_000;

  private final LoadingCache<String, Bucket> buckets;

  RateLimit(int perMinute) {
    // A bucket that was left alone for a period is full, like a new one.
    this.buckets =
        CacheBuilder.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(PERIOD)
            .build(CacheLoader.from(() -> bucket(perMinute)));
  }

  /**
   * Counts a call.
   *
   * @throws ProblemException if there were too many
   */
  void count(Caller caller, int tokens) {
    if (caller.isOperator()) {
      return;
    }
    ConsumptionProbe probe =
        buckets.getUnchecked(caller.subject()).tryConsumeAndReturnRemaining(tokens);
    if (!probe.isConsumed()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
      throw Problems.tooMany(seconds).exception();
    }
  }

  private static Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .build();
  }
}
