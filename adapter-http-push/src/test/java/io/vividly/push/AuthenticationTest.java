package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.push.PushTester.Answered;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who may deliver, over HTTP, to a service that checks tokens. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AuthenticationTest {

  private static final TestIssuer issuer = new TestIssuer(Clock.systemUTC());
  private static final PushTester tester = guarded(issuer);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  static PushTester guarded(TestIssuer issuer) {
    return new PushTester(
        settings -> settings,
        options ->
            options.authentication(issuer.authentication()).bodyTimeout(Duration.ofMillis(500)));
  }

  @AfterAll
  static void close() {
    tester.close();
    issuer.close();
  }

  @BeforeEach
  void listen() {
    logged.start();
    rootLogger().addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    rootLogger().detachAppender(logged);
  }

  @Test
  void theRightTokenLetsADeliveryIn() {
    Answered answer = push(issuer.token());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asText()).isEqualTo("completed");
  }

  static Stream<Arguments> goodTokens() {
    Instant now = Instant.now();
    return Stream.of(
        good("the issuer without a scheme", claims -> claims.issuer("issuer.example.com")),
        good("several audiences", claims -> claims.audience(List.of("x", TestIssuer.AUDIENCE))),
        good("issued a moment ahead of us", claims -> claims.issueTime(date(now, 30))),
        good("expired a moment ago", claims -> claims.expirationTime(date(now, -30))),
        good("valid since a moment", claims -> claims.notBeforeTime(date(now, -1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodTokens")
  void whatIsRightIsLetIn(String name, String token) {
    assertThat(push(token).status()).isEqualTo(200);
  }

  static Stream<Arguments> badTokens() throws JOSEException {
    Instant now = Instant.now();
    return Stream.of(
        bad("expired", claims -> claims.expirationTime(date(now, -120))),
        bad("without an expiry", claims -> claims.expirationTime(null)),
        bad("not yet valid", claims -> claims.notBeforeTime(date(now, 120))),
        bad("issued in the future", claims -> claims.issueTime(date(now, 120))),
        bad("without a time of issue", claims -> claims.issueTime(null)),
        bad("of another audience", claims -> claims.audience("https://other.example.com/push")),
        bad("of part of the audience", claims -> claims.audience("https://push.example.com")),
        bad("without an audience", claims -> claims.audience((String) null)),
        bad("of another issuer", claims -> claims.issuer("https://evil.example.com")),
        bad("without an issuer", claims -> claims.issuer(null)),
        Arguments.of("alg none", new PlainJWT(issuer.claims(claims -> claims)).serialize()),
        Arguments.of("HS256 with the public key", signedWithThePublicKey()),
        Arguments.of("RS512, which the issuer does not use", signedOtherwise(JWSAlgorithm.RS512)),
        Arguments.of("PS256, which the issuer does not use", signedOtherwise(JWSAlgorithm.PS256)),
        Arguments.of("an unknown key id", issuer.token(TestIssuer.newKey("x"), claims -> claims)),
        Arguments.of("another key under a known id", signedByAnImpostor()),
        Arguments.of("claims exchanged", exchanged(issuer.token())),
        Arguments.of("no signature", issuer.token().replaceFirst("[^.]*$", "")),
        Arguments.of("half a token", issuer.token().substring(0, 40)),
        Arguments.of("two parts", "a.b"),
        Arguments.of("no token at all", "hello"),
        Arguments.of("dots", "..."),
        Arguments.of("an encrypted token", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AA.AA.AA"),
        Arguments.of("another server's own token", new LocalToken().value()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void whatIsNotValidIsUnauthorized(String name, String token) {
    Answered answer = push(token);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().at("/error/code").asText()).isEqualTo("token_invalid");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"vividly-push\", error=\"invalid_token\"");
    assertThat(answer.body().toString()).doesNotContain(token);
  }

  static Stream<Arguments> otherAccounts() {
    return Stream.of(
        bad("another account", claims -> claims.claim("email", "other@example.com")),
        bad("in capitals", claims -> claims.claim("email", TestIssuer.ACCOUNT.toUpperCase())),
        bad("no account", claims -> claims.claim("email", null)),
        bad("a number", claims -> claims.claim("email", 5)),
        bad("a list", claims -> claims.claim("email", List.of(TestIssuer.ACCOUNT))),
        bad("unverified", claims -> claims.claim("email_verified", false)),
        bad("nothing about verification", claims -> claims.claim("email_verified", null)),
        bad("verified in words", claims -> claims.claim("email_verified", "true")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherAccounts")
  void whatIsValidButOfSomebodyElseIsForbidden(String name, String token) {
    Answered answer = push(token);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().at("/error/code").asText()).isEqualTo("account_forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dTpw", "bearer:x", "Bearer a b"})
  void withoutATokenADeliveryIsUnauthorized(String authorization) {
    Answered answer = tester.post(body(), "Authorization", authorization);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().at("/error/code").asText()).isEqualTo("token_missing");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"vividly-push\"");
    assertThat(tester.post(body()).status()).isEqualTo(401);
  }

  @Test
  void nothingIsKeptOfWhatIsRefused() {
    int before = tester.rejected.all().size();

    assertThat(tester.post("not even an envelope").status()).isEqualTo(401);

    assertThat(tester.rejected.all()).hasSize(before);
  }

  @Test
  void onlyDeliveriesNeedAToken() {
    assertThat(tester.get("/").status()).isEqualTo(200);
    assertThat(tester.get("/health").status()).isEqualTo(200);
    assertThat(tester.get("/health/ready").status()).isEqualTo(200);
    assertThat(tester.get("/push").status()).isEqualTo(405);
  }

  @Test
  void theSchemeIsReadInAnyCase() {
    assertThat(tester.post(body(), "Authorization", "bEaReR  " + issuer.token()).status())
        .isEqualTo(200);
  }

  @Test
  void theServersOwnPublisherIsLetIn() {
    byte[] body = PushTester.payload().toString().getBytes(StandardCharsets.UTF_8);
    Outbox.Entry entry = new Outbox.Entry(1, RequestId.random(), Map.of(), body, Instant.now(), 1);

    // Would throw, were it refused.
    tester.server.localPublisher("projects/local/subscriptions/test").publish(entry);
  }

  @Test
  void tokensAreNeverLogged() {
    List<String> tokens =
        List.of(
            issuer.token(),
            issuer.token(claims -> claims.audience("x")),
            issuer.token(claims -> claims.claim("email", "someone@example.com\nINFO all is well")),
            "eyJhbGciOiJub25lIn0.e30.",
            "nonsense");

    tokens.forEach(this::push);

    assertThat(logged.list)
        .noneSatisfy(
            event ->
                assertThat(event.getFormattedMessage())
                    .containsAnyOf(tokens.toArray(String[]::new)))
        .noneSatisfy(event -> assertThat(event.getFormattedMessage()).contains("all is well"))
        .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
  }

  @Test
  void aTokenThatCloudRunHasCheckedAndStrippedIsExplainedToTheOperator() {
    String stripped = issuer.token().replaceFirst("[^.]*$", "") + "SIGNATURE_REMOVED_BY_GOOGLE";

    assertThat(push(stripped).message()).contains("Cloud Run").contains("docs/push.md");
  }

  private Answered push(String token) {
    return tester.post(body(), "Authorization", "Bearer " + token);
  }

  private static String body() {
    return tester.envelope(PushTester.payload().toString()).toString();
  }

  private static Arguments good(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(name, issuer.token(change));
  }

  private static Arguments bad(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(name, issuer.token(change));
  }

  private static Date date(Instant now, int seconds) {
    return Date.from(now.plusSeconds(seconds));
  }

  /** The classic: the verifier takes the RSA key, which anybody can have, for a shared secret. */
  private static String signedWithThePublicKey() throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();
    byte[] secret = TestIssuer.FIRST_KEY.toRSAPublicKey().getEncoded();
    return TestIssuer.sign(header, new MACSigner(secret), issuer.claims(claims -> claims));
  }

  private static String signedOtherwise(JWSAlgorithm algorithm) throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID("first").build();
    RSASSASigner signer = new RSASSASigner(TestIssuer.FIRST_KEY);
    return TestIssuer.sign(header, signer, issuer.claims(claims -> claims));
  }

  private static String signedByAnImpostor() throws JOSEException {
    RSAKey impostor = new RSAKey.Builder(TestIssuer.SECOND_KEY).keyID("first").build();
    return issuer.token(impostor, claims -> claims);
  }

  /** The signature of one token under the claims of another. */
  private static String exchanged(String token) {
    String[] parts = token.split("\\.");
    String[] other = issuer.token(claims -> claims.subject("somebody")).split("\\.");
    return parts[0] + "." + other[1] + "." + parts[2];
  }

  private static Logger rootLogger() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
