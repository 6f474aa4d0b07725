package io.vividly.push;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.util.DateUtils;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token must say, besides whom it was made for: who issued it, and that its time is now. */
final class TokenClaims extends DefaultJWTClaimsVerifier<SecurityContext> {

  static final int CLOCK_SKEW_SECONDS = 60;

  private final Set<String> issuers;
  private final Clock clock;

  TokenClaims(PushAuthentication expected, Clock clock) {
    super(
        expected.audience(),
        null,
        Set.of(JWTClaimNames.ISSUER, JWTClaimNames.ISSUED_AT, JWTClaimNames.EXPIRATION_TIME));
    this.issuers = expected.issuers();
    this.clock = clock;
    setMaxClockSkew(CLOCK_SKEW_SECONDS);
  }

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws BadJWTException {
    super.verify(claims, context);
    // Required means only that it is there; it may still be null.
    if (claims.getExpirationTime() == null) {
      throw new BadJWTException("JWT without exp");
    }
    String issuer = claims.getIssuer();
    if (issuer == null || !issuers.contains(issuer)) {
      throw new BadJWTException("JWT iss claim rejected");
    }
    Date issued = claims.getIssueTime();
    if (issued == null || !DateUtils.isBefore(issued, currentTime(), CLOCK_SKEW_SECONDS)) {
      throw new BadJWTException("JWT issued in the future");
    }
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }
}
