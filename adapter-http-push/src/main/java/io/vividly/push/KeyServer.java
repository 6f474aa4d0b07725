package io.vividly.push;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an issuer publishes its keys. */
final class KeyServer {

  /** What a fetch may take as a whole. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SHORTEST_AGE = Duration.ofMinutes(5);
  private static final Duration LONGEST_AGE = Duration.ofDays(1);
  private static final Pattern MAX_AGE =
      Pattern.compile("(?i)(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final URI url;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

  KeyServer(URI url) {
    this.url = url;
  }

  /**
   * What was fetched.
   *
   * @param maxAge how long it may be used without asking again: what the server says, within bounds
   */
  record Keys(JWKSet set, Duration maxAge) {}

  /**
   * @throws IOException if there is no answer, or one without keys
   */
  Keys fetch() throws IOException, InterruptedException {
    HttpResponse<String> response = get();
    if (response.statusCode() != 200) {
      throw new IOException("it answered " + response.statusCode());
    }
    try {
      JWKSet keys = JWKSet.parse(response.body());
      if (keys.isEmpty()) {
        throw new IOException("its answer has no keys");
      }
      return new Keys(keys, maxAge(response.headers()));
    } catch (ParseException e) {
      throw new IOException("its answer is not a JSON Web Key Set", e);
    }
  }

  /** A request's own timeout ends with the head of the answer. */
  private HttpResponse<String> get() throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    try {
      return response.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer within " + TIMEOUT.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      response.cancel(true);
    }
  }

  private static Duration maxAge(HttpHeaders headers) {
    Matcher found = MAX_AGE.matcher(String.join(",", headers.allValues("Cache-Control")));
    if (!found.find()) {
      return SHORTEST_AGE;
    }
    // A cache on the way may have had the answer for a while.
    long age =
        headers
            .firstValue("Age")
            .filter(text -> SECONDS.matcher(text).matches())
            .map(Long::valueOf)
            .orElse(0L);
    Duration left = Duration.ofSeconds(Long.parseLong(found.group(1)) - age);
    return left.compareTo(SHORTEST_AGE) < 0
        ? SHORTEST_AGE
        : left.compareTo(LONGEST_AGE) > 0 ? LONGEST_AGE : left;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
