package io.vividly.gcpai;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineException;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.StageContext.ProviderCall;
import io.vividly.core.port.TransientFailureException;
import io.vividly.gcpai.FailureJudge.Judgement;
import io.vividly.gcpai.FailureJudge.Verdict;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls a provider: so many at a time, each try with a deadline, again where that may help, and not
 * at all while the provider is down. Safe for use by many threads; one for each provider.
 */
final class ProviderCalls {

  /** The client ends a call by itself; this much later it is interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final int FAILURE_PERCENTAGE = 50;
  private static final int CALLS_TO_TRY_WHETHER_IT_IS_BACK = 3;

  private final String provider;
  private final CallOptions options;
  private final FailureJudge judge;
  private final Semaphore turns;
  private final CircuitBreaker breaker;
  private final RetryConfig retries;

  ProviderCalls(String provider, CallOptions options, FailureJudge judge) {
    this.provider = provider;
    this.options = options;
    this.judge = judge;
    this.turns = new Semaphore(options.maxConcurrent(), true);
    this.breaker = breaker(provider, options);
    this.retries = retries(options);
  }

  CallOptions options() {
    return options;
  }

  /**
   * Calls, and tells the context how that went.
   *
   * @param attempt throws as the client does, or a {@link PipelineException} of its own, which ends
   *     the call as it is
   * @throws TransientFailureException if it may work later, or the thread was interrupted, which it
   *     then still is
   * @throws PermanentFailureException if it never will
   */
  <T> T call(StageContext context, String operation, String model, Callable<T> attempt) {
    AtomicInteger tries = new AtomicInteger();
    long start = System.nanoTime();
    String problem = null;
    try {
      return inTurn(tries, attempt);
    } catch (JudgedException e) {
      problem = e.judgement().problem();
      throw asFailure(operation, tries.get(), e);
    } catch (PipelineException e) {
      problem = e.getClass().getSimpleName();
      throw e;
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      context.called(
          new ProviderCall(provider, operation, model, Math.max(1, tries.get()), took, problem));
    }
  }

  private <T> T inTurn(AtomicInteger tries, Callable<T> attempt) {
    try {
      if (!turns.tryAcquire(options.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
        throw failedForNow("busy", "too many calls are under way", null);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      return Retry.of(provider, retries)
          .executeCallable(
              () -> {
                tries.incrementAndGet();
                return once(attempt);
              });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a try throws unchecked exceptions alone", e);
    } finally {
      turns.release();
    }
  }

  private <T> T once(Callable<T> attempt) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
    if (!breaker.tryAcquirePermission()) {
      throw failedForNow("open", "it failed too often of late and is left alone for a while", null);
    }
    long start = breaker.getCurrentTimestamp();
    try {
      T result = CallGuard.call(options.deadline().plus(GRACE), attempt);
      breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
      return result;
    } catch (Exception e) {
      RuntimeException failure = judged(e);
      if (failure instanceof JudgedException judged
          && judged.judgement().verdict() == Verdict.RETRY) {
        breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), failure);
      } else {
        breaker.releasePermission();
      }
      throw failure;
    } catch (Error e) {
      breaker.releasePermission();
      throw e;
    }
  }

  private RuntimeException judged(Exception e) {
    if (e instanceof PipelineException || e instanceof JudgedException) {
      return (RuntimeException) e;
    }
    if (e instanceof TimeoutException) {
      return new JudgedException(
          new Judgement(Verdict.RETRY, null, "timeout", "it did not answer in time"), e);
    }
    if (Thread.currentThread().isInterrupted() || e instanceof InterruptedException) {
      return interrupted(e);
    }
    return new JudgedException(judge.judge(e), e);
  }

  private static TransientFailureException interrupted(@Nullable Exception cause) {
    Thread.currentThread().interrupt();
    return new TransientFailureException("Interrupted while a provider was called.", cause);
  }

  private static JudgedException failedForNow(
      String problem, String message, @Nullable Exception cause) {
    return new JudgedException(new Judgement(Verdict.FAIL_FOR_NOW, null, problem, message), cause);
  }

  private PipelineException asFailure(String operation, int tries, JudgedException e) {
    String message =
        provider
            + " "
            + operation
            + ": "
            + e.judgement().message()
            + (tries > 1 ? " (" + tries + " tries)." : ".");
    return e.judgement().verdict() == Verdict.FAIL_FOR_GOOD
        ? new PermanentFailureException(message, e.getCause())
        : new TransientFailureException(message, e.getCause());
  }

  private static CircuitBreaker breaker(String provider, CallOptions options) {
    return CircuitBreaker.of(
        provider,
        CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(options.breakerWindow())
            .minimumNumberOfCalls(options.breakerWindow())
            .failureRateThreshold(FAILURE_PERCENTAGE)
            .permittedNumberOfCallsInHalfOpenState(CALLS_TO_TRY_WHETHER_IT_IS_BACK)
            .waitDurationInOpenState(options.breakerOpenFor())
            .build());
  }

  private static RetryConfig retries(CallOptions options) {
    IntervalFunction pauses =
        IntervalFunction.ofExponentialBackoff(options.firstPause(), 2, options.longestPause());
    return RetryConfig.custom()
        .maxAttempts(options.maxTries())
        .retryOnException(
            e -> e instanceof JudgedException j && j.isRetryable(options.longestPause()))
        .intervalBiFunction((tries, result) -> pause(pauses.apply(tries), result))
        .build();
  }

  /** What the provider asks for, with some jitter on top; else half to all of the usual pause. */
  private static long pause(long usual, Either<Throwable, ?> result) {
    Duration asked =
        result.getLeft() instanceof JudgedException e ? e.judgement().retryAfter() : null;
    double jitter = ThreadLocalRandom.current().nextDouble(0.5, 1);
    return asked == null
        ? Math.max(1, (long) (usual * jitter))
        : asked.toMillis() + (long) (usual * (jitter - 0.5));
  }
}
