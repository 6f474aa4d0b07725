package io.vividly.localai.voice;

import java.util.List;
import marytts.modules.JPhonemiser;
import marytts.modules.MaryModule;
import marytts.modules.ModuleRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a word is pronounced where MaryTTS would guess: from {@link Pronunciations}, or for a
 * plural or a possessive from the word it comes from.
 */
final class Pronouncer {

  private static final String SIBILANTS = " s z S Z tS dZ ";
  private static final String VOICELESS = " p t k f T ";

  private final Pronunciations pronunciations;
  private final JPhonemiser lexicon;

  /** MaryTTS must have been started. */
  Pronouncer(Pronunciations pronunciations) {
    this.pronunciations = pronunciations;
    this.lexicon = americanEnglish();
  }

  private static JPhonemiser americanEnglish() {
    for (MaryModule module : ModuleRegistry.getAllModules()) {
      if (module instanceof JPhonemiser phonemiser
          && "US".equals(phonemiser.getLocale().getCountry())) {
        return phonemiser;
      }
    }
    throw new IllegalStateException("MaryTTS has no lexicon of American English");
  }

  /**
   * @return the phones, or null if MaryTTS knows best
   */
  @Nullable String phones(String word) {
    String listed = pronunciations.of(word);
    if (listed != null || lexicon.lexiconLookup(word, null) != null) {
      return listed;
    }
    for (String stem : stems(word)) {
      String phones = known(stem);
      if (phones != null) {
        return withS(phones);
      }
    }
    return null;
  }

  private @Nullable String known(String word) {
    String listed = pronunciations.of(word);
    return listed != null ? listed : lexicon.lexiconLookup(word, null);
  }

  /** What the word may be the plural or possessive of. */
  private static List<String> stems(String word) {
    if (word.endsWith("'s")) {
      return List.of(word.substring(0, word.length() - 2));
    }
    if (!word.endsWith("s") || word.endsWith("ss") || word.length() < 5) {
      return List.of();
    }
    String withoutS = word.substring(0, word.length() - 1);
    if (word.endsWith("ies")) {
      return List.of(withoutS, word.substring(0, word.length() - 3) + "y");
    }
    return word.endsWith("es")
        ? List.of(withoutS, word.substring(0, word.length() - 2))
        : List.of(withoutS);
  }

  private static String withS(String phones) {
    String last = " " + phones.substring(phones.lastIndexOf(' ') + 1) + " ";
    if (SIBILANTS.contains(last)) {
      int onset = phones.lastIndexOf(' ');
      return phones.substring(0, onset) + " - " + phones.substring(onset + 1) + " I z";
    }
    return phones + (VOICELESS.contains(last) ? " s" : " z");
  }
}
