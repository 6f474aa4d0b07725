package io.vividly.localai.script;

import io.vividly.core.model.Line;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses the writer's own words for one script: the same for the same seed, different from script
 * to script, and without saying the same word twice where that would be noticed.
 */
final class Wording {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}']+");

  /** Words of these that come back in one script do not jar. */
  private static final Set<String> UNOBTRUSIVE =
      Set.of("that", "this", "with", "three", "transcript", "questions", "from", "them", "what");

  private final int seed;
  private final String topic;
  private final Set<String> used = new HashSet<>();
  private String lastOpening = "";

  /**
   * @param topic the topic's name as it stands within a sentence
   */
  Wording(String seed, String topic) {
    this.seed = seed.hashCode();
    this.topic = topic;
  }

  /** A sentence that states no fact. */
  Line line(Junction junction) {
    String chosen = choose(junction.name(), junction.choices());
    used.addAll(notable(chosen));
    lastOpening = opening(chosen);
    return new Line(chosen.replace("{topic}", topic), List.of());
  }

  String heading(String place, List<String> choices) {
    String chosen = choices.get(number(place, choices.size()));
    used.addAll(notable(chosen));
    return chosen;
  }

  /** A number from 0 to {@code bound - 1}. */
  int number(String place, int bound) {
    return Math.floorMod(mix(place), bound);
  }

  private String choose(String place, List<String> choices) {
    int first = Math.floorMod(mix(place), choices.size());
    for (int i = 0; i < choices.size(); i++) {
      String choice = choices.get((first + i) % choices.size());
      if (notable(choice).stream().noneMatch(used::contains)
          && !opening(choice).equals(lastOpening)) {
        return choice;
      }
    }
    return choices.get(first);
  }

  private int mix(String place) {
    int hash = seed * 31 + place.hashCode();
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    return hash * 0xc2b2ae35 >>> 8;
  }

  private static Set<String> notable(String sentence) {
    return Arrays.stream(NO_WORD.split(sentence.toLowerCase(Locale.ROOT)))
        .filter(word -> word.length() >= 4 && !UNOBTRUSIVE.contains(word))
        .collect(Collectors.toSet());
  }

  private static String opening(String sentence) {
    return NO_WORD.split(sentence)[0].toLowerCase(Locale.ROOT);
  }
}
