package io.vividly.localai.script;

import java.util.List;
import java.util.Map;

/** What the sections of a script can be called. */
final class Headings {

  static final List<String> IDEA =
      List.of("The idea", "What it says", "The heart of it", "In a nutshell");
  static final List<String> HOW = List.of("How it works", "Step by step", "A closer look");
  static final List<String> EXAMPLE =
      List.of("Try it out", "A worked example", "A problem to solve");
  static final List<String> MISCONCEPTION =
      List.of("A common mix-up", "Easy to get wrong", "Myth and fact", "Don't be fooled");
  static final List<String> TAKEAWAYS = List.of("To remember", "Take with you", "In three lines");
  static final List<String> EVERYDAY = List.of("In everyday life", "All around you");

  private static final Map<String, List<String>> WORLDS =
      Map.of(
          "basketball", List.of("On the court", "At the rim"),
          "soccer", List.of("On the field", "At the match"),
          "music", List.of("On stage", "In the music room"),
          "cooking", List.of("In the kitchen", "At the stove"),
          "video games", List.of("Inside the game", "On the screen"),
          "cycling", List.of("On the bike", "Out on a ride"),
          "animals", List.of("In the animal world", "Among animals"),
          "dance", List.of("On the dance floor", "In the dance studio"),
          "art", List.of("In the art studio", "At the easel"),
          "space", List.of("Out in space", "Beyond Earth"));

  private Headings() {}

  /** For the example from an interest. */
  static List<String> of(String interest) {
    return WORLDS.getOrDefault(interest, List.of("An example: " + interest));
  }
}
