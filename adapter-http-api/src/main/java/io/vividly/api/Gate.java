package io.vividly.api;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets in who has a valid token and has not called too often. */
final class Gate {

  private static final String CALLER = "vividly.caller";
  private static final String BEARER = "bearer ";

  private final ApiTokens tokens;
  private final RateLimit limit;

  Gate(ApiTokens tokens, RateLimit limit) {
    this.tokens = tokens;
    this.limit = limit;
  }

  /** To be called before any handler that asks for the {@link #caller}. */
  void check(Context context) {
    Caller caller = identify(context);
    limit.count(caller, 1);
    context.attribute(CALLER, caller);
  }

  /** Counts what asking costs more than any other call. */
  void countAsking(Context context) {
    limit.count(caller(context), ApiOptions.ASKING_COUNTS - 1);
  }

  static Caller caller(Context context) {
    Caller caller = context.attribute(CALLER);
    return Objects.requireNonNull(caller, "the gate was passed by");
  }

  private Caller identify(Context context) {
    String header = context.header("Authorization");
    String token = bearer(header);
    if (token == null) {
      throw Problems.noToken().exception();
    }
    return tokens.verify(token).orElseThrow(() -> Problems.badToken().exception());
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
