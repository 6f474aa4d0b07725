package io.vividly.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.ServiceAccountSigner;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.TransientFailureException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links for those who have no account. */
@Timeout(60)
class LinkTest {

  private static final String ACCOUNT = "vividly@my-project.iam.gserviceaccount.com";
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final KeyPair KEY = key();
  private static final byte[] VIDEO = video();

  private final GcsTester tester = new GcsTester();
  private final HttpClient browser = HttpClient.newHttpClient();
  private GcsMediaStore store;
  private MediaRef ref;

  @BeforeEach
  void put() throws IOException {
    // The client signs by the machine's clock.
    tester.clock.set(Clock.systemUTC().instant());
    tester.server.trust(ACCOUNT, KEY.getPublic());
    store = tester.store(tester.options().signer(credentials(KEY)));
    ref = store.put(MediaType.MP4, VIDEO);
  }

  @AfterEach
  void close() {
    tester.close();
  }

  @Test
  void aLinkNeedsNoAccount() throws Exception {
    HttpResponse<byte[]> whole = get(link());

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(VIDEO);
    assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
    assertThat(whole.headers().firstValue("Cache-Control")).get().asString().contains("immutable");
  }

  @Test
  void aPlayerGetsPiecesByIt() throws Exception {
    HttpResponse<byte[]> part = get(link(), "Range", "bytes=100-199");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(VIDEO, 100, 200));
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 100-199/" + VIDEO.length);
  }

  @Test
  void itIsOverWhenItSaid() throws Exception {
    URI link = link();

    tester.clock.advance(LIFETIME.plusSeconds(5));

    HttpResponse<byte[]> refused = get(link);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new String(refused.body())).contains("expired");
  }

  @Test
  void itIsForOneFileAndForReadingOnly() throws Exception {
    String link = link().toString();
    MediaRef other = store.put(MediaType.MP4, new byte[] {1});

    assertThat(get(URI.create(link.replace(ref.key().value(), other.key().value()))).statusCode())
        .isEqualTo(403);
    assertThat(
            get(URI.create(link.replace("X-Goog-Expires=600", "X-Goog-Expires=6000"))).statusCode())
        .isEqualTo(403);
    assertThat(get(URI.create(link.replaceFirst("\\?.*", ""))).statusCode()).isEqualTo(403);
    HttpRequest head =
        HttpRequest.newBuilder(URI.create(link))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(browser.send(head, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(403);
  }

  @Test
  void aSignatureByAnotherKeyDoesNotWork() throws Exception {
    GcsMediaStore stranger = tester.store(tester.options().signer(credentials(key())));

    assertThat(get(stranger.link(ref, LIFETIME).orElseThrow()).statusCode()).isEqualTo(403);
  }

  @Test
  void whoCannotSignGivesNoLink() {
    assertThat(tester.store().link(ref, LIFETIME)).isEmpty();
  }

  @Test
  void anAccountThatMayNotSignIsToldWhatItNeeds() {
    ServiceAccountSigner forbidden =
        new ServiceAccountSigner() {
          @Override
          public String getAccount() {
            return ACCOUNT;
          }

          @Override
          public byte[] sign(byte[] toSign) {
            throw new SigningException("403", new IOException("iam.serviceAccounts.signBlob"));
          }
        };

    assertThatThrownBy(() -> tester.store(tester.options().signer(forbidden)).link(ref, LIFETIME))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("roles/iam.serviceAccountTokenCreator")
        .hasMessageContaining(ACCOUNT);
  }

  private URI link() {
    return store.link(ref, LIFETIME).orElseThrow();
  }

  private HttpResponse<byte[]> get(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static ServiceAccountCredentials credentials(KeyPair key) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return ServiceAccountCredentials.fromPkcs8("client", ACCOUNT, pem, "key", null);
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] video() {
    byte[] bytes = new byte[300_000];
    new Random(3).nextBytes(bytes);
    return bytes;
  }
}
