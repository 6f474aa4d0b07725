package io.vividly.testkit.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Issues the OpenID Connect tokens that authenticated push carries, as Google does: RS256, with
 * {@code aud}, {@code azp}, {@code email}, {@code email_verified}, {@code exp} (an hour), {@code
 * iat}, {@code iss} and {@code sub}. Its public keys are served as a JSON Web Key Set over HTTP, as
 * Google's are at {@code https://www.googleapis.com/oauth2/v3/certs}. It also makes tokens that
 * nobody may accept.
 *
 * <p>For tests only. Safe for use by many threads.
 */
public final class TokenIssuer implements AutoCloseable {

  /** What Google calls itself in its tokens. */
  public static final String GOOGLE = "https://accounts.google.com";

  private static final Duration LIFETIME = Duration.ofHours(1);

  private final InstantSource clock;
  private final HttpServer server;
  private final List<SigningKey> keys = new ArrayList<>(List.of(new SigningKey()));
  private @Nullable SigningKey foreign;
  private Duration cacheFor = Duration.ofHours(5);
  private boolean reachable = true;
  private int requests;

  private TokenIssuer(InstantSource clock) throws IOException {
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/oauth2/v3/certs", this::serveKeys);
    server.start();
  }

  /** Starts to serve keys on a free port; the clock is for the times in the tokens. */
  public static TokenIssuer start(InstantSource clock) {
    try {
      return new TokenIssuer(clock);
    } catch (IOException e) {
      throw new UncheckedIOException("The issuer of tokens for tests found no port.", e);
    }
  }

  /** Where the keys are. */
  public URI keysUri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/oauth2/v3/certs");
  }

  /** How often somebody asked for the keys, in vain or not. */
  public synchronized int keyRequests() {
    return requests;
  }

  /** How long the keys may be cached, from the next answer on; five hours at first. */
  public synchronized void cacheKeysFor(Duration time) {
    cacheFor = time;
  }

  /** Whether the keys are to be had; if not, the answer is 503. */
  public synchronized void setReachable(boolean reachable) {
    this.reachable = reachable;
  }

  /** Signs with a new key from now on; the old ones stay published. */
  public synchronized void addKey() {
    keys.add(new SigningKey());
  }

  /** Takes all keys but the newest out of the set. */
  public synchronized void retireOldKeys() {
    keys.subList(0, keys.size() - 1).clear();
  }

  /** What an ordinary token says, issued now by Google for a verified service account. */
  public PushClaims claims(String audience, String serviceAccount) {
    Instant now = clock.instant();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("aud", audience);
    values.put("azp", "113774264463038321964");
    values.put("email", serviceAccount);
    values.put("email_verified", true);
    values.put("exp", now.plus(LIFETIME).getEpochSecond());
    values.put("iat", now.getEpochSecond());
    values.put("iss", GOOGLE);
    values.put("sub", "113774264463038321964");
    return new PushClaims(values);
  }

  /** Signs a token with the newest key, whatever it says. */
  public String sign(PushClaims claims) {
    SigningKey key = newest();
    return key.signRs256(key.id(), claims);
  }

  /** Signs with a key that is not ours, but names ours. */
  public String signWithForeignKey(PushClaims claims) {
    return foreign().signRs256(newest().id(), claims);
  }

  /** Signs with a key that nobody has heard of, and names it. */
  public String signWithUnknownKey(PushClaims claims) {
    return foreign().signRs256(foreign().id(), claims);
  }

  /** Makes a token of {@code alg: none}. */
  public String unsigned(PushClaims claims) {
    return newest().unsigned(claims);
  }

  /** Makes a token of {@code alg: HS256} whose secret is our public key, in PEM form. */
  public String signWithPublicKeyAsSecret(PushClaims claims) {
    return newest().signHs256WithPublicKey(claims);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized SigningKey newest() {
    return keys.get(keys.size() - 1);
  }

  private synchronized SigningKey foreign() {
    if (foreign == null) {
      foreign = new SigningKey();
    }
    return foreign;
  }

  private void serveKeys(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = keySet().getBytes(UTF_8);
      synchronized (this) {
        requests++;
        if (!reachable) {
          exchange.sendResponseHeaders(503, -1);
          return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
        exchange
            .getResponseHeaders()
            .add("Cache-Control", "public, max-age=" + cacheFor.toSeconds() + ", must-revalidate");
      }
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized String keySet() {
    JsonArray published = new JsonArray();
    keys.forEach(key -> published.add(key.published()));
    JsonObject set = new JsonObject();
    set.add("keys", published);
    return set.toString();
  }
}
