package io.vividly.app;

import io.vividly.core.model.Environment;
import io.vividly.push.PushAuthentication;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the environment variables say about who may deliver to the push service. */
final class PushCallers {

  /** Told rather than letting everybody deliver because a variable was forgotten. */
  private static final String MISSING_AUTHENTICATION =
      "PUSH_AUDIENCE and PUSH_SERVICE_ACCOUNT are missing. With ENVIRONMENT=prod only the account"
          + " of the push subscription may deliver; where something in front checks that already,"
          + " set PUSH_ALLOW_UNAUTHENTICATED=true.";

  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

  private PushCallers() {}

  /** Null lets everybody deliver. */
  static @Nullable PushAuthentication read(Settings.Reader reader, Environment environment) {
    String audience = reader.text("PUSH_AUDIENCE");
    String account = reader.text("PUSH_SERVICE_ACCOUNT");
    URI keys = reader.uri("PUSH_KEYS_URL");
    boolean everybody = reader.flag("PUSH_ALLOW_UNAUTHENTICATED", false);
    if (account != null && !ADDRESS.matcher(account).matches()) {
      reader.problem("PUSH_SERVICE_ACCOUNT must be an e-mail address, not \"" + account + "\".");
    }
    if (audience != null && account != null) {
      if (everybody) {
        reader.problem(
            "PUSH_ALLOW_UNAUTHENTICATED=true contradicts PUSH_AUDIENCE and PUSH_SERVICE_ACCOUNT;"
                + " unset it, or them.");
      }
      PushAuthentication google = PushAuthentication.google(audience, account);
      return keys == null ? google : google.withKeysUrl(keys);
    }
    if (keys != null) {
      reader.problem(
          "PUSH_KEYS_URL is for tokens, which are checked only with PUSH_AUDIENCE and"
              + " PUSH_SERVICE_ACCOUNT; set them, or unset it.");
    }
    if (audience != null || account != null) {
      reader.problem(
          (audience == null ? "PUSH_AUDIENCE" : "PUSH_SERVICE_ACCOUNT")
              + " is missing. PUSH_AUDIENCE and PUSH_SERVICE_ACCOUNT belong together.");
    } else if (environment == Environment.PROD && !everybody) {
      reader.problem(MISSING_AUTHENTICATION);
    }
    return null;
  }
}
