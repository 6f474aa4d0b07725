package io.vividly.core.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * What a piece of work used of something that has a price.
 *
 * @param provider as in {@code gemini}
 * @param model as the provider names it, as in {@code gemini-2.5-flash}
 * @param quantity how many of the unit, not negative
 */
public record Usage(String provider, String model, Unit unit, BigDecimal quantity) {

  /** What is counted. */
  public enum Unit {
    /** Tokens of a prompt. */
    INPUT_TOKENS,
    /** Tokens of a reply, those of the model's own thinking as well. */
    OUTPUT_TOKENS,
    /** Characters that were spoken, as the provider counts them. */
    CHARACTERS,
    /** Seconds of video that were rendered. */
    SECONDS_RENDERED;

    /** The name in the database and in the table of prices, in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Usage {
    Require.text(provider, "provider");
    Require.text(model, "model");
    Require.that(quantity.signum() >= 0, "quantity must not be negative: " + quantity);
  }

  public static Usage of(String provider, String model, Unit unit, long quantity) {
    return new Usage(provider, model, unit, BigDecimal.valueOf(quantity));
  }

  /** A time that was rendered. */
  public static Usage rendered(String provider, String model, Duration time) {
    return new Usage(
        provider, model, Unit.SECONDS_RENDERED, BigDecimal.valueOf(time.toMillis(), 3));
  }
}
