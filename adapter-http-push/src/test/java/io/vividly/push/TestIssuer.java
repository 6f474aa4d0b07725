package io.vividly.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Issues tokens as Google does, and publishes its keys over HTTP. */
final class TestIssuer implements AutoCloseable {

  static final String AUDIENCE = "https://push.example.com/push";
  static final String ACCOUNT = "pusher@project.iam.gserviceaccount.com";
  static final String ISSUER = "https://issuer.example.com";

  /** Making keys takes a while. */
  static final RSAKey FIRST_KEY = newKey("first");

  static final RSAKey SECOND_KEY = newKey("second");

  final AtomicInteger fetches = new AtomicInteger();
  private final Clock clock;
  private final HttpServer server;
  private volatile List<RSAKey> published = List.of(FIRST_KEY);
  private volatile int status = 200;
  private volatile @Nullable String body;
  private volatile @Nullable String cacheControl = "public, max-age=3600, must-revalidate";
  private volatile @Nullable String age;

  TestIssuer(Clock clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/certs",
        exchange -> {
          fetches.incrementAndGet();
          if (cacheControl != null) {
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
          }
          if (age != null) {
            exchange.getResponseHeaders().set("Age", age);
          }
          String keys = new JWKSet(List.copyOf(published)).toString();
          byte[] bytes = (body == null ? keys : body).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /** Unlike Google's, a key does not say what it is for: that has to be known. */
  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  PushAuthentication authentication() {
    URI keys =
        URI.create(
            "http://"
                + InetAddress.getLoopbackAddress().getHostAddress()
                + ":"
                + port()
                + "/certs");
    return new PushAuthentication(AUDIENCE, ACCOUNT, keys, Set.of(ISSUER, "issuer.example.com"));
  }

  private int port() {
    return server.getAddress().getPort();
  }

  void publish(RSAKey... keys) {
    published = List.of(keys);
  }

  /** What the key server answers from now on. */
  void answer(int newStatus, @Nullable String newBody) {
    status = newStatus;
    body = newBody;
  }

  void goDown() {
    answer(503, "down");
  }

  void comeBack() {
    answer(200, null);
  }

  void cacheFor(@Nullable String newCacheControl, @Nullable String newAge) {
    cacheControl = newCacheControl;
    age = newAge;
  }

  /** A token that everything is right with. */
  String token() {
    return token(claims -> claims);
  }

  String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return token(FIRST_KEY, change);
  }

  String token(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      return sign(header(key), new RSASSASigner(key), claims(change));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static JWSHeader header(RSAKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256)
        .keyID(key.getKeyID())
        .type(JOSEObjectType.JWT)
        .build();
  }

  JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = clock.instant();
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("113774264463038321964")
                .claim("azp", "113774264463038321964")
                .claim("email", ACCOUNT)
                .claim("email_verified", true)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1)))))
        .build();
  }

  static String sign(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
