package io.vividly.localai.script;

import io.vividly.core.port.Embedder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the interest that a student means among those that a topic has an example from. A wrong
 * match is worse than none, so whatever is in doubt matches nothing. Safe for use by many threads.
 */
final class Interests {

  /** How alike a phrase must be, as the dot product of two vectors; see the calibration test. */
  private static final double NEAR = 0.80;

  /** By how much it must be nearer than any phrase of another interest. */
  private static final double MARGIN = 0.03;

  private static final int LONGEST = 120;
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern DISLIKE =
      Pattern.compile(
          ".*\\b(?:hate|dislike|not|no|never|don t|dont|isn t|can t stand|except|but)\\b.*");
  private static final Pattern FILLER =
      Pattern.compile(
          "\\b(?:i|i m|im|we|you|am|my|our|the|a|an|and|to|in|of|on|at|with|really|very|so|much"
              + "|love|loves|like|likes|enjoy|enjoying|into|fan|big|huge|play|plays|playing"
              + "|watch|watching|doing|do|all|about|kind|stuff|things|interested|favorite|hobby"
              + "|go|going|is|are|it|s|m|ve|crazy)\\b");

  private final Embedder embedder;
  private final List<Phrase> phrases;
  private volatile List<float[]> vectors = List.of();

  Interests(Embedder embedder) {
    this.embedder = embedder;
    this.phrases = read();
  }

  /** What a student may call an interest. */
  private record Phrase(String interest, String text) {}

  /**
   * @param offered names in lower case
   */
  Optional<String> match(String interest, Set<String> offered) {
    String text = normal(interest);
    if (text.isEmpty() || text.length() > LONGEST || DISLIKE.matcher(text).matches()) {
      return Optional.empty();
    }
    String core = FILLER.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip();
    Optional<Phrase> named = byWords(text, offered);
    Optional<String> found =
        named.isPresent()
            ? named.filter(phrase -> isMeant(phrase, core)).map(Phrase::interest)
            : byMeaning(core);
    return found.filter(offered::contains);
  }

  /** A single word among others may mean something else, as in "office space". */
  private boolean isMeant(Phrase phrase, String core) {
    if (phrase.text().contains(" ") || core.isEmpty() || phrase.text().equals(core)) {
      return true;
    }
    List<Map.Entry<String, Double>> ranked = ranked(core);
    return ranked.get(0).getKey().equals(phrase.interest())
        || phrases.stream().noneMatch(known -> known.interest().equals(phrase.interest()));
  }

  /** Empty if no phrase stands in the text; {@code none} if only another interest does. */
  private Optional<Phrase> byWords(String text, Set<String> offered) {
    List<Phrase> all = new ArrayList<>(phrases);
    offered.forEach(name -> all.add(new Phrase(name, normal(name))));
    String padded = " " + text + " ";
    return all.stream()
        .filter(phrase -> padded.contains(" " + phrase.text() + " "))
        .max(
            Comparator.comparingInt((Phrase phrase) -> phrase.text().length())
                .thenComparing(phrase -> offered.contains(phrase.interest()))
                .thenComparing(Comparator.comparingInt((Phrase p) -> -padded.indexOf(p.text()))));
  }

  private Optional<String> byMeaning(String core) {
    if (core.length() < 3) {
      return Optional.empty();
    }
    List<Map.Entry<String, Double>> ranked = ranked(core);
    double first = ranked.get(0).getValue();
    boolean clear = first >= NEAR && first - ranked.get(1).getValue() >= MARGIN;
    return clear ? Optional.of(ranked.get(0).getKey()) : Optional.empty();
  }

  /** The interests with how near their nearest phrase is, the nearest first. */
  private List<Map.Entry<String, Double>> ranked(String core) {
    float[] query = embedder.embedPassages(List.of(core)).get(0);
    List<float[]> known = vectors();
    Map<String, Double> best = new HashMap<>();
    for (int i = 0; i < known.size(); i++) {
      best.merge(phrases.get(i).interest(), dot(query, known.get(i)), Math::max);
    }
    return best.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .toList();
  }

  private List<float[]> vectors() {
    List<float[]> known = vectors;
    if (known.isEmpty()) {
      // Two threads may both come here; they find the same.
      known = embedder.embedPassages(phrases.stream().map(Phrase::text).toList());
      vectors = known;
    }
    return known;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static String normal(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return NOT_A_WORD.matcher(folded.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static List<Phrase> read() {
    List<Phrase> phrases = new ArrayList<>();
    InputStream file =
        Objects.requireNonNull(
            Interests.class.getResourceAsStream("interests.txt"), "interests.txt");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(':');
        if (!line.startsWith("#") && colon > 0) {
          for (String text : line.substring(colon + 1).split(",")) {
            phrases.add(new Phrase(line.substring(0, colon).strip(), normal(text)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read interests.txt from the class path", e);
    }
    return List.copyOf(phrases);
  }
}
