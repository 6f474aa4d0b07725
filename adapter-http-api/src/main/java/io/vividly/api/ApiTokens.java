package io.vividly.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes and checks the bearer tokens of the API: JSON Web Tokens, signed with HS256, with the
 * claims {@code sub} (the student's or operator's id), {@code role} and {@code exp}. Safe for use
 * by many threads.
 */
public final class ApiTokens {

  /** What a caller may do. */
  public enum Role {
    /** Asks, and sees what is the student's own. */
    STUDENT,
    /** Asks for any student and sees everything. */
    OPERATOR;

    /** The name in a token, in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MAX_SUBJECT_LENGTH = 255;
  private static final int CLOCK_SKEW_SECONDS = 10;
  private static final String ROLE = "role";

  private final byte[] secret;
  private final InstantSource clock;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  public ApiTokens(ApiKey key, InstantSource clock) {
    this.secret = key.bytes();
    this.clock = clock;
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(secret)));
    processor.setJWTClaimsSetVerifier(new Claims(clock));
  }

  /**
   * Makes a token.
   *
   * @param subject the id of the student, or of the operator; one line of at most 255 characters
   * @throws IllegalArgumentException if the subject is not that, or the lifetime not positive
   */
  public String issue(String subject, Role role, Duration lifetime) {
    if (!isSubject(subject)) {
      throw new IllegalArgumentException(
          "an id must be one line of 1 to " + MAX_SUBJECT_LENGTH + " characters");
    }
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new IllegalArgumentException("a token must live for a while");
    }
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(subject)
            .claim(ROLE, role.wireName())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    return signed(claims);
  }

  private String signed(JWTClaimsSet claims) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of this length can sign", e);
    }
    return token.serialize();
  }

  /** Who has this token; empty if it is not one of ours, is not signed as ours are, or is over. */
  Optional<Caller> verify(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      String subject = claims.getSubject();
      String role = claims.getStringClaim(ROLE);
      Instant expiry = claims.getExpirationTime().toInstant();
      return Arrays.stream(Role.values())
          .filter(known -> known.wireName().equals(role) && isSubject(subject))
          .findFirst()
          .map(known -> new Caller(subject, known, expiry));
    } catch (ParseException | BadJOSEException | JOSEException e) {
      // Which of the many ways to be wrong is of use to nobody but an attacker.
      return Optional.empty();
    }
  }

  private static boolean isSubject(String subject) {
    return !subject.isBlank()
        && subject.length() <= MAX_SUBJECT_LENGTH
        && subject.strip().equals(subject)
        && subject.codePoints().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Wants all three claims, by the given clock. */
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final InstantSource clock;

    Claims(InstantSource clock) {
      super(null, Set.of("sub", ROLE, "exp"));
      this.clock = clock;
      setMaxClockSkew(CLOCK_SKEW_SECONDS);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
