package io.vividly.api;

import static io.vividly.api.ApiTester.KEY;
import static io.vividly.api.ApiTester.QUESTION;
import static io.vividly.api.ApiTester.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.vividly.api.ApiTester.Reply;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Only who has a valid token comes in. */
class TokenTest {

  private static ApiTester api;

  @BeforeAll
  static void start() {
    api = ApiTester.start();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void withoutATokenNothingIsSaid() {
    Reply reply = api.asNobody().get(REQUESTS);

    reply.problem(401, "unauthorized");
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"vividly\"");
    api.asNobody().post(REQUESTS, QUESTION).problem(401, "unauthorized");
    api.asNobody().with("Authorization", "Basic eDp5").get(REQUESTS).problem(401, "unauthorized");
  }

  @Test
  void aGoodTokenIsTaken() throws Exception {
    assertThat(api.as(hs256(good().build())).get(REQUESTS).status()).isEqualTo(200);
    assertThat(
            api.asNobody()
                .with("Authorization", "bearer " + api.token("student-1"))
                .get(REQUESTS)
                .status())
        .isEqualTo(200);
  }

  @Test
  void aTokenThatIsOverIsRefused() throws Exception {
    refused(hs256(good().expirationTime(in(Duration.ofSeconds(-11))).build()));
  }

  @Test
  void aTokenWithoutAnEndIsRefused() throws Exception {
    refused(hs256(good().expirationTime(null).build()));
  }

  @Test
  void aTokenThatIsNotYetValidIsRefused() throws Exception {
    refused(hs256(good().notBeforeTime(in(Duration.ofMinutes(1))).build()));
  }

  @Test
  void aTokenWithoutASubjectOrAKnownRoleIsRefused() throws Exception {
    refused(hs256(good().subject(null).build()));
    refused(hs256(good().subject(" ").build()));
    refused(hs256(good().subject("a\nb").build()));
    refused(hs256(good().claim("role", null).build()));
    refused(hs256(good().claim("role", "admin").build()));
    refused(hs256(good().claim("role", 7).build()));
  }

  @Test
  void anUnsignedTokenIsRefused() {
    refused(new PlainJWT(good().build()).serialize());
  }

  @Test
  void aTokenSignedWithAnotherKeyIsRefused() throws Exception {
    refused(signed(JWSAlgorithm.HS256, new MACSigner("another secret that is long enough, too")));
  }

  @Test
  void aTokenSignedInAnotherWayIsRefused() throws Exception {
    var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    refused(signed(JWSAlgorithm.RS256, new RSASSASigner(pair.getPrivate())));
    byte[] longer = (new String(KEY.bytes()) + "0123456789012345678901234567890").getBytes();
    refused(signed(JWSAlgorithm.HS512, new MACSigner(longer)));
  }

  @Test
  void aTokenThatWasChangedIsRefused() throws Exception {
    String[] parts = hs256(good().build()).split("\\.");
    String operator =
        new PlainJWT(good().claim("role", "operator").build()).serialize().split("\\.")[1];
    refused(parts[0] + "." + operator + "." + parts[2]);
    refused("not.a.token");
  }

  @Test
  void tokensAreMadeForOneLineOnly() {
    ApiTokens tokens = new ApiTokens(KEY, api.clock);
    assertThatThrownBy(() -> tokens.issue(" ", ApiTokens.Role.STUDENT, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tokens.issue("s", ApiTokens.Role.STUDENT, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aShortKeyIsRefusedWithoutBeingQuoted() {
    assertThatThrownBy(() -> new ApiKey("hunter2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32")
        .hasMessageNotContaining("hunter2");
    assertThat(KEY.toString()).doesNotContain("long enough");
  }

  private static void refused(String token) {
    Reply reply = api.as(token).get(REQUESTS);
    reply.problem(401, "unauthorized");
    assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
  }

  private static JWTClaimsSet.Builder good() {
    return new JWTClaimsSet.Builder()
        .subject("student-1")
        .claim("role", "student")
        .expirationTime(in(Duration.ofHours(1)));
  }

  private static Date in(Duration after) {
    return Date.from(api.clock.instant().plus(after));
  }

  private static String hs256(JWTClaimsSet claims) throws Exception {
    return signed(JWSAlgorithm.HS256, new MACSigner(KEY.bytes()), claims);
  }

  private static String signed(JWSAlgorithm algorithm, JWSSigner signer) throws Exception {
    return signed(algorithm, signer, good().build());
  }

  private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
      throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
    token.sign(signer);
    return token.serialize();
  }
}
