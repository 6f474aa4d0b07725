package io.vividly.testkit.google;

import com.google.cloud.texttospeech.v1beta1.SsmlVoiceGender;
import com.google.cloud.texttospeech.v1beta1.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Some of Google's voices; all sound like the voice of the test. */
record CloudVoice(String language, String family, String letter) {

  private static final int SAMPLE_RATE = 24_000;

  /** By name, as in {@code en-US-Neural2-F}. */
  static CloudVoice named(String name) {
    return all().stream()
        .filter(voice -> voice.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Refusals.invalid("Voice '" + name + "' does not exist. Is it misspelled?"));
  }

  static List<CloudVoice> all() {
    List<CloudVoice> voices = new ArrayList<>();
    for (String language : List.of("en-US", "en-GB", "en-AU", "de-DE", "es-ES", "fr-FR")) {
      for (String letter : List.of("A", "C", "D", "F")) {
        voices.add(new CloudVoice(language, "Neural2", letter));
        voices.add(new CloudVoice(language, "Wavenet", letter));
        voices.add(new CloudVoice(language, "Standard", letter));
      }
      voices.add(new CloudVoice(language, "Studio", "O"));
      voices.add(new CloudVoice(language, "Chirp3-HD", "Charon"));
      voices.add(new CloudVoice(language, "Chirp3-HD", "Kore"));
    }
    return voices;
  }

  String name() {
    return language + "-" + family + "-" + letter;
  }

  boolean speaks(String otherLanguage) {
    String wanted = otherLanguage.toLowerCase(Locale.ROOT);
    return language.toLowerCase(Locale.ROOT).startsWith(wanted);
  }

  boolean knowsSsml() {
    return !family.startsWith("Chirp");
  }

  boolean knowsMarks() {
    return knowsSsml() && !family.equals("Studio");
  }

  Voice asVoice() {
    return Voice.newBuilder()
        .addLanguageCodes(language)
        .setName(name())
        .setSsmlGender("ABDJ".contains(letter) ? SsmlVoiceGender.MALE : SsmlVoiceGender.FEMALE)
        .setNaturalSampleRateHertz(SAMPLE_RATE)
        .build();
  }
}
