package io.vividly.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has a token of the right account. Nothing of a token is logged or answered but the
 * account of one that is valid.
 */
final class CallerCheck {

  private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([^ ]+) *");
  private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]{1,64}@[\\w.-]{1,190}");

  /** What Cloud Run leaves of a token that it has checked itself. */
  private static final String STRIPPED = ".SIGNATURE_REMOVED_BY_GOOGLE";

  private static final String REALM = "Bearer realm=\"vividly-push\"";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final PushAuthentication expected;
  private final LocalToken local;
  private final RefusalLog log;
  private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();

  CallerCheck(PushAuthentication expected, LocalToken local, Clock clock) {
    this.expected = expected;
    this.local = local;
    this.log = new RefusalLog(clock);
    SigningKeys keys = new SigningKeys(new KeyServer(expected.keysUrl()), clock);
    tokens.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    tokens.setJWTClaimsSetVerifier(new TokenClaims(expected, clock));
  }

  /**
   * What to answer a caller who may not deliver; empty for one who may.
   *
   * @param authorization the header of that name
   */
  Optional<Reply> refusal(@Nullable String authorization) {
    var bearer = BEARER.matcher(authorization == null ? "" : authorization);
    if (!bearer.matches()) {
      return Optional.of(noToken());
    }
    String token = bearer.group(1);
    return local.is(token) ? Optional.empty() : refusalOf(token);
  }

  private Optional<Reply> refusalOf(String token) {
    try {
      return otherAccount(tokens.process(token, null));
    } catch (KeysUnreachableException e) {
      return Optional.of(keysUnreachable());
    } catch (BadJWTException e) {
      // Its message is about the claim that is wrong, and quotes nothing.
      return Optional.of(invalid(String.valueOf(e.getMessage())));
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return Optional.of(
          invalid(
              token.endsWith(STRIPPED)
                  ? "Cloud Run checked it and took its signature away; see docs/push.md"
                  : "it is not a JWT with an RS256 signature by a key of the issuer"));
    }
  }

  private Optional<Reply> otherAccount(JWTClaimsSet claims) {
    Object account = claims.getClaim("email");
    if (!expected.serviceAccount().equals(account)) {
      boolean printable = account instanceof String text && ADDRESS.matcher(text).matches();
      return Optional.of(forbidden("The token is of another account", printable ? account : "?"));
    }
    return Boolean.TRUE.equals(claims.getClaim("email_verified"))
        ? Optional.empty()
        : Optional.of(forbidden("The address of the token's account is not verified", account));
  }

  private Reply noToken() {
    log.refused(401, "There is no bearer token.", "");
    return Reply.error(401, "token_missing", "A delivery needs an OpenID Connect token.")
        .challenge(REALM);
  }

  private Reply invalid(String reason) {
    String message = "The token is not valid: " + reason + ".";
    log.refused(401, message, "");
    return Reply.error(401, "token_invalid", message)
        .challenge(REALM + ", error=\"invalid_token\"");
  }

  private Reply forbidden(String reason, Object account) {
    log.refused(403, reason, ": " + account);
    return Reply.error(403, "account_forbidden", reason + ".");
  }

  private Reply keysUnreachable() {
    String message = "The keys that tokens are signed with cannot be fetched from the issuer.";
    log.refused(503, message, "");
    return Reply.error(503, "keys_unreachable", message).retryAfter(SOON);
  }
}
