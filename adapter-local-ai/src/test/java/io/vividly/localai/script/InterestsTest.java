package io.vividly.localai.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.localai.embedding.BgeEmbedder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class InterestsTest {

  private static final BgeEmbedder EMBEDDER = new BgeEmbedder();
  private static final Interests INTERESTS = new Interests(EMBEDDER);
  private static final Set<String> OFFERED =
      Set.of(
          "basketball",
          "soccer",
          "music",
          "cooking",
          "video games",
          "cycling",
          "animals",
          "dance",
          "art",
          "space");

  private record Labelled(String text, String expected, String found) {}

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Test
  void neverTakesOneInterestForAnother() throws IOException {
    List<Labelled> wrong =
        labelled().stream()
            .filter(one -> !one.found().equals("none") && !one.found().equals(one.expected()))
            .toList();

    assertThat(wrong).isEmpty();
  }

  @Test
  void findsNearlyAllThatAreOffered() throws IOException {
    List<Labelled> known =
        labelled().stream().filter(one -> !one.expected().equals("none")).toList();
    List<Labelled> missed = known.stream().filter(one -> one.found().equals("none")).toList();
    System.out.printf("missed %d of %d known interests: %s%n", missed.size(), known.size(), missed);

    assertThat(missed.size()).isLessThanOrEqualTo(known.size() / 8);
  }

  @Test
  void findsOnlyWhatIsOffered() {
    assertThat(INTERESTS.match("ballet", Set.of("basketball", "music"))).isEmpty();
    assertThat(INTERESTS.match("music and basketball", Set.of("basketball", "music"))).isPresent();
  }

  @Test
  void findsAnInterestOfABookByItsName() {
    assertThat(INTERESTS.match("My beekeeping!", Set.of("beekeeping", "music")))
        .isEqualTo(Optional.of("beekeeping"));
  }

  private static List<Labelled> labelled() throws IOException {
    List<Labelled> labelled = new ArrayList<>();
    try (InputStream file = InterestsTest.class.getResourceAsStream("interests-labelled.tsv")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .forEach(
              line ->
                  labelled.add(
                      new Labelled(
                          line[1], line[0], INTERESTS.match(line[1], OFFERED).orElse("none"))));
    }
    assertThat(labelled).hasSizeGreaterThan(150);
    return labelled;
  }
}
