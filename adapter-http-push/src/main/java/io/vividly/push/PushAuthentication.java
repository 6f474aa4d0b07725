package io.vividly.push;

import java.net.URI;
import java.util.Set;

/**
 * Who may deliver: the holder of an OpenID Connect token, as an authenticated push subscription
 * sends it (<a href="https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions">Pub/Sub,
 * authenticate push subscriptions</a>).
 *
 * @param audience that tokens must be made for, as the subscription says; by default Pub/Sub takes
 *     the URL that it pushes to
 * @param serviceAccount the e-mail address of the account that the subscription pushes as
 * @param keysUrl where the issuer publishes the keys it signs with, as a JSON Web Key Set
 * @param issuers that tokens may name
 */
public record PushAuthentication(
    String audience, String serviceAccount, URI keysUrl, Set<String> issuers) {

  private static final URI GOOGLE_KEYS = URI.create("https://www.googleapis.com/oauth2/v3/certs");
  private static final Set<String> GOOGLE =
      Set.of("https://accounts.google.com", "accounts.google.com");

  public PushAuthentication {
    require(!audience.isBlank(), "audience must not be blank");
    require(!serviceAccount.isBlank(), "serviceAccount must not be blank");
    require(
        "https".equals(keysUrl.getScheme()) || "http".equals(keysUrl.getScheme()),
        "keysUrl must be an HTTP URL, not " + keysUrl);
    issuers = Set.copyOf(issuers);
    require(!issuers.isEmpty(), "issuers must not be empty");
  }

  /** Tokens that Google issues. */
  public static PushAuthentication google(String audience, String serviceAccount) {
    return new PushAuthentication(audience, serviceAccount, GOOGLE_KEYS, GOOGLE);
  }

  /** The same, but for where the keys are. */
  public PushAuthentication withKeysUrl(URI newKeysUrl) {
    return new PushAuthentication(audience, serviceAccount, newKeysUrl, issuers);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
