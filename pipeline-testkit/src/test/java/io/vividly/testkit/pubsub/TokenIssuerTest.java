package io.vividly.testkit.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vividly.testkit.SettableClock;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenIssuerTest {

  private final SettableClock clock = new SettableClock();
  private final TokenIssuer issuer = TokenIssuer.start(clock);
  private final PushClaims claims = issuer.claims("audience", "me@example.com");

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void a_token_can_be_checked_with_the_published_key() throws Exception {
    String token = issuer.sign(claims);

    assertThat(header(token).get("alg").getAsString()).isEqualTo("RS256");
    assertThat(isSignedBy(token, key(keyId(token)))).isTrue();
    JsonObject said = payload(token);
    assertThat(said.get("aud").getAsString()).isEqualTo("audience");
    assertThat(said.get("email").getAsString()).isEqualTo("me@example.com");
    assertThat(said.get("email_verified").getAsBoolean()).isTrue();
    assertThat(said.get("iat").getAsLong()).isEqualTo(clock.instant().getEpochSecond());
  }

  @Test
  void a_claim_can_be_changed_or_left_out() {
    PushClaims changed =
        claims
            .with("exp", clock.instant().minusSeconds(1))
            .with("email_verified", false)
            .without("email");

    JsonObject said = payload(issuer.sign(changed));

    assertThat(said.get("exp").getAsLong()).isEqualTo(clock.instant().getEpochSecond() - 1);
    assertThat(said.get("email_verified").getAsBoolean()).isFalse();
    assertThat(said.has("email")).isFalse();
    assertThat(payload(issuer.sign(claims)).has("email")).isTrue();
  }

  @Test
  void forged_tokens_do_not_stand_up_to_the_published_key() throws Exception {
    String foreign = issuer.signWithForeignKey(claims);
    assertThat(isSignedBy(foreign, key(keyId(foreign)))).isFalse();
    assertThat(keyIds()).doesNotContain(keyId(issuer.signWithUnknownKey(claims)));
    assertThat(issuer.unsigned(claims)).endsWith(".");
    assertThat(header(issuer.unsigned(claims)).get("alg").getAsString()).isEqualTo("none");
  }

  @Test
  void a_token_can_be_signed_with_the_public_key_as_if_it_were_a_secret() throws Exception {
    String token = issuer.signWithPublicKeyAsSecret(claims);

    String secret =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key(keyId(token)).getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    String[] parts = token.split("\\.");
    assertThat(decoded(parts[2]))
        .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));
    assertThat(header(token).get("alg").getAsString()).isEqualTo("HS256");
  }

  @Test
  void keys_rotate() throws Exception {
    String before = issuer.sign(claims);
    issuer.addKey();
    String after = issuer.sign(claims);

    assertThat(keyIds()).containsExactly(keyId(before), keyId(after));
    issuer.retireOldKeys();
    assertThat(keyIds()).containsExactly(keyId(after));
  }

  @Test
  void the_keys_say_how_long_they_may_be_kept_and_can_be_out_of_reach() throws Exception {
    issuer.cacheKeysFor(Duration.ofMinutes(3));
    assertThat(keys().headers().firstValue("Cache-Control"))
        .contains("public, max-age=180, must-revalidate");

    issuer.setReachable(false);
    assertThat(keys().statusCode()).isEqualTo(503);
    issuer.setReachable(true);
    assertThat(keys().statusCode()).isEqualTo(200);
    assertThat(issuer.keyRequests()).isEqualTo(3);
  }

  private HttpResponse<String> keys() throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(issuer.keysUri()).build(), BodyHandlers.ofString());
  }

  private JsonArray published() throws Exception {
    return JsonParser.parseString(keys().body()).getAsJsonObject().getAsJsonArray("keys");
  }

  private List<String> keyIds() throws Exception {
    List<String> ids = new ArrayList<>();
    published().forEach(key -> ids.add(key.getAsJsonObject().get("kid").getAsString()));
    return ids;
  }

  private PublicKey key(String id) throws Exception {
    for (JsonElement one : published()) {
      JsonObject key = one.getAsJsonObject();
      if (key.get("kid").getAsString().equals(id)) {
        return KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
      }
    }
    throw new AssertionError("There is no key " + id);
  }

  private static boolean isSignedBy(String token, PublicKey key) throws Exception {
    String[] parts = token.split("\\.");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    return signature.verify(decoded(parts[2]));
  }

  private static BigInteger number(JsonObject key, String name) {
    return new BigInteger(1, decoded(key.get(name).getAsString()));
  }

  private static String keyId(String token) {
    return header(token).get("kid").getAsString();
  }

  private static JsonObject header(String token) {
    return json(token.split("\\.")[0]);
  }

  private static JsonObject payload(String token) {
    return json(token.split("\\.")[1]);
  }

  private static JsonObject json(String part) {
    return JsonParser.parseString(new String(decoded(part), UTF_8)).getAsJsonObject();
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }
}
