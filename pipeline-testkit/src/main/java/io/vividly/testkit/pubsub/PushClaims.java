package io.vividly.testkit.pubsub;

import com.google.gson.Gson;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a token says, claim by claim. A value is a text, a number, a boolean or a list or map of
 * them; times are seconds since 1970.
 */
public record PushClaims(Map<String, Object> values) {

  public PushClaims {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The same claims, but for one. */
  public PushClaims with(String claim, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(claim, value);
    return new PushClaims(changed);
  }

  /** The same claims, but for one that is a time. */
  public PushClaims with(String claim, Instant time) {
    return with(claim, (Object) time.getEpochSecond());
  }

  /** The same claims without one. */
  public PushClaims without(String claim) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.remove(claim);
    return new PushClaims(changed);
  }

  String json() {
    return new Gson().toJson(values);
  }
}
