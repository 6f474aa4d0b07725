package io.vividly.gcpai;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Cloud Text-to-Speech speaks.
 *
 * @param language in which scripts are written, as a BCP 47 tag with a region, {@code en-US}
 * @param narrators for each language the name of the voice that narrates. Only voices that know
 *     SSML marks can: those of the families Neural2, Wavenet, Standard, News and Casual, but not
 *     Chirp, Studio, Journey and Gemini
 * @param speakingRate 1 is the voice's own pace; from 0.25 to 2
 * @param endpoint another server than Google's, as {@code host:port}: spoken to without encryption
 *     and credentials; null for Google's, with the account of the process
 */
public record CloudTextToSpeechOptions(
    String language,
    Map<String, String> narrators,
    double speakingRate,
    @Nullable String endpoint,
    CallOptions calls) {

  private static final Map<String, String> USUAL_NARRATORS =
      Map.of(
          "en-US", "en-US-Neural2-F",
          "en-GB", "en-GB-Neural2-A",
          "en-AU", "en-AU-Neural2-A");

  /** See the error messages of the service; nothing lists which voices know marks. */
  private static final Pattern WITHOUT_MARKS =
      Pattern.compile(".*-(Chirp.*|Studio|Journey|Gemini.*)-.*|[A-Za-z]+");

  public CloudTextToSpeechOptions {
    narrators = Map.copyOf(narrators);
    String narrator = narrators.get(language);
    if (narrator == null) {
      throw new IllegalArgumentException("no narrator is named for the language " + language);
    }
    if (!narrator.toLowerCase(Locale.ROOT).startsWith(language.toLowerCase(Locale.ROOT) + "-")) {
      throw new IllegalArgumentException("the voice " + narrator + " does not speak " + language);
    }
    if (WITHOUT_MARKS.matcher(narrator).matches()) {
      throw new IllegalArgumentException(
          "the voice "
              + narrator
              + " tells no word times, because it knows no SSML marks; take one of the Neural2,"
              + " Wavenet or Standard voices");
    }
    if (!(speakingRate >= 0.25 && speakingRate <= 2)) {
      throw new IllegalArgumentException("speakingRate must be from 0.25 to 2: " + speakingRate);
    }
  }

  /** What is not set has a default: see the setters. */
  public static Builder builder() {
    return new Builder();
  }

  /** The voice for the language. */
  String narrator() {
    return narrators.getOrDefault(language, "");
  }

  /** Makes options. */
  public static final class Builder {
    private String language = "en-US";
    private final Map<String, String> narrators = new HashMap<>(USUAL_NARRATORS);
    private double speakingRate = 1;
    private @Nullable String endpoint;
    private CallOptions calls = CallOptions.builder().build();

    private Builder() {}

    /** Default {@code en-US}. */
    public Builder language(String value) {
      language = value;
      return this;
    }

    /**
     * The voice that narrates in its own language, which is that of the scripts from now on, too.
     * Default {@code en-US-Neural2-F}.
     *
     * @param voice as in {@code en-GB-Neural2-A}
     */
    public Builder narrator(String voice) {
      String[] parts = voice.split("-", 3);
      return parts.length < 3
          ? narrator(language, voice)
          : language(parts[0] + "-" + parts[1]).narrator(language, voice);
    }

    /** The voice that narrates in a language. There are defaults for en-US, en-GB and en-AU. */
    public Builder narrator(String itsLanguage, String voice) {
      narrators.put(itsLanguage, voice);
      return this;
    }

    /** Default 1. */
    public Builder speakingRate(double value) {
      speakingRate = value;
      return this;
    }

    /** Default null: Google's. */
    public Builder endpoint(@Nullable String value) {
      endpoint = value;
      return this;
    }

    public Builder calls(CallOptions value) {
      calls = value;
      return this;
    }

    public CloudTextToSpeechOptions build() {
      return new CloudTextToSpeechOptions(language, narrators, speakingRate, endpoint, calls);
    }
  }
}
