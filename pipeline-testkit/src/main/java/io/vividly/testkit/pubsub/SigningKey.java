package io.vividly.testkit.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An RSA key that signs tokens. */
final class SigningKey {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int BITS = 2_048;

  private final String id = UUID.randomUUID().toString().replace("-", "");
  private final KeyPair pair;

  SigningKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no RSA.", e);
    }
  }

  String id() {
    return id;
  }

  /** Its public half as a JSON Web Key. */
  JsonObject published() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    JsonObject json = new JsonObject();
    json.addProperty("kty", "RSA");
    json.addProperty("use", "sig");
    json.addProperty("alg", "RS256");
    json.addProperty("kid", id);
    json.addProperty("n", unsigned(key.getModulus()));
    json.addProperty("e", unsigned(key.getPublicExponent()));
    return json;
  }

  String signRs256(String keyId, PushClaims claims) {
    try {
      String content = content("RS256", keyId, claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot sign.", e);
    }
  }

  /** Signs as somebody can who knows no more than the public key, in its usual PEM form. */
  String signHs256WithPublicKey(PushClaims claims) {
    try {
      String content = content("HS256", id, claims);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pem().getBytes(UTF_8), "HmacSHA256"));
      return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot sign.", e);
    }
  }

  String unsigned(PushClaims claims) {
    return content("none", id, claims) + ".";
  }

  private String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String content(String algorithm, String keyId, PushClaims claims) {
    JsonObject header = new JsonObject();
    header.addProperty("alg", algorithm);
    header.addProperty("kid", keyId);
    header.addProperty("typ", "JWT");
    return encoded(header.toString()) + "." + encoded(claims.json());
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }

  /** Without the byte that only holds the sign. */
  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }
}
