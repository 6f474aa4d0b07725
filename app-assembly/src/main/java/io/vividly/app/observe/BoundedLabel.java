package io.vividly.app.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values of a label few and short, whatever a provider says: each makes a time series.
 */
final class BoundedLabel {

  static final String OTHER = "other";

  private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9._:/ -]{1,64}");

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  BoundedLabel(int most) {
    this.most = most;
  }

  /** The value itself, or {@code other}; {@code none} for null. */
  String of(@Nullable String value) {
    if (value == null) {
      return "none";
    }
    if (known.contains(value)) {
      return value;
    }
    if (known.size() >= most || !SHORT.matcher(value).matches()) {
      return OTHER;
    }
    known.add(value);
    return value;
  }
}
