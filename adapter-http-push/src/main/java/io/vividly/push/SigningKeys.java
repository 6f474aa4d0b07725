package io.vividly.push;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, which change from time to time. They are kept for as long as the issuer
 * says, and beyond that for {@link #GRACE} while it cannot be asked. A key that is not among them
 * makes it ask again, but not more often than every {@link #UNKNOWN_KEY_PAUSE}: anybody can make up
 * the name of a key.
 *
 * <p>One thread at a time fetches. The others wait only when there are no keys to go on with.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

  static final Duration GRACE = Duration.ofHours(6);
  static final Duration UNKNOWN_KEY_PAUSE = Duration.ofSeconds(30);
  static final Duration FAILURE_PAUSE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

  private final KeyServer server;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile State state = new State(null, Instant.MIN, Instant.MIN, true);

  SigningKeys(KeyServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /**
   * @param triedAt when they were last asked for
   * @param reachable whether that worked
   */
  private record State(
      @Nullable JWKSet keys, Instant freshUntil, Instant triedAt, boolean reachable) {

    boolean isFreshAt(Instant now) {
      return keys != null && now.isBefore(freshUntil);
    }

    @Nullable JWKSet keysAt(Instant now) {
      return keys != null && now.isBefore(freshUntil.plus(GRACE)) ? keys : null;
    }

    boolean triedWithin(Duration pause, Instant now) {
      return triedAt != Instant.MIN && now.isBefore(triedAt.plus(pause));
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeysUnreachableException {
    State known = known();
    List<JWK> selected = selector.select(usable(known));
    return selected.isEmpty() ? selector.select(usable(newerThan(known))) : selected;
  }

  private State known() throws KeysUnreachableException {
    State seen = state;
    Instant now = clock.instant();
    boolean justFailed = !seen.reachable() && seen.triedWithin(FAILURE_PAUSE, now);
    return seen.isFreshAt(now) || justFailed ? seen : fetch(seen, seen.keysAt(now) == null);
  }

  private State newerThan(State known) throws KeysUnreachableException {
    State newer =
        known.triedWithin(UNKNOWN_KEY_PAUSE, clock.instant()) ? known : fetch(known, true);
    if (!newer.reachable()) {
      throw new KeysUnreachableException("The token names a key that is not known yet.");
    }
    return newer;
  }

  private JWKSet usable(State from) throws KeysUnreachableException {
    JWKSet keys = from.keysAt(clock.instant());
    if (keys == null) {
      throw new KeysUnreachableException("There are no keys.");
    }
    return keys;
  }

  /** Fetches, unless somebody else has done so since {@code seen}. */
  private State fetch(State seen, boolean wait) throws KeysUnreachableException {
    try {
      long patience = wait ? 2 * KeyServer.TIMEOUT.toMillis() : 0;
      if (!fetching.tryLock(patience, TimeUnit.MILLISECONDS)) {
        return state;
      }
      try {
        if (state == seen) {
          state = fetched(seen);
        }
        return state;
      } finally {
        fetching.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeysUnreachableException("Interrupted while the keys were fetched.");
    }
  }

  private State fetched(State before) throws InterruptedException {
    try {
      KeyServer.Keys fetched = server.fetch();
      Instant now = clock.instant();
      if (!before.reachable()) {
        log.info("The signing keys can be fetched from {} again", server);
      }
      return new State(fetched.set(), now.plus(fetched.maxAge()), now, true);
    } catch (IOException e) {
      Instant now = clock.instant();
      log.warn(
          "The signing keys cannot be fetched from {} ({}); {}",
          server,
          e.getMessage(),
          before.keysAt(now) == null
              ? "push deliveries are answered 503 until they can"
              : "those at hand are good until " + before.freshUntil().plus(GRACE));
      return new State(before.keys(), before.freshUntil(), now, false);
    }
  }
}
