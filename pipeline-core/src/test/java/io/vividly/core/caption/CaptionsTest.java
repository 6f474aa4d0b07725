package io.vividly.core.caption;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.caption.Captions.Cue;
import io.vividly.core.caption.Captions.TimedNarration;
import io.vividly.core.model.SpokenWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionsTest {

  @Test
  void a_sentence_takes_one_line_or_two_even_ones() {
    assertThat(lines("Forces come in pairs, always and everywhere."))
        .containsExactly(List.of("Forces come in pairs,", "always and everywhere."));
    assertThat(lines("Forces come in pairs.")).containsExactly(List.of("Forces come in pairs."));
  }

  @Test
  void a_sentence_of_its_own_is_a_cue_of_its_own() {
    assertThat(lines("Every push has a partner. The partner pushes back."))
        .containsExactly(List.of("Every push has a partner."), List.of("The partner pushes back."));
  }

  @Test
  void a_long_sentence_is_split_behind_a_comma_near_its_middle() {
    List<List<String>> cues =
        lines(
            "When you jump from a small boat towards the dock you push the boat backwards,"
                + " so the boat glides away while you fly forward over the water.");

    assertThat(cues)
        .extracting(cue -> String.join(" ", cue))
        .containsExactly(
            "When you jump from a small boat towards the dock you push the boat backwards,",
            "so the boat glides away while you fly forward over the water.");
  }

  @Test
  void a_cue_that_would_flash_by_is_joined_with_its_neighbour() {
    assertThat(lines("Why? The floor pushes back on you.")).hasSize(1);
    assertThat(lines("The floor pushes back on you. Always.")).hasSize(1);
  }

  @Test
  void a_word_longer_than_a_line_stands_alone_and_whole() {
    String word = "pneumonoultramicroscopicsilicovolcanoconiosis";

    assertThat(lines("It is " + word + " that miners of old feared so very much."))
        .contains(List.of(word))
        .allSatisfy(cue -> assertThat(cue).doesNotContain(""));
  }

  @Test
  void a_cue_begins_with_its_first_word_and_stays_a_moment_after_its_last() {
    Captions captions =
        Captions.of(
            List.of(
                new TimedNarration(Duration.ofSeconds(2), spoken("Forces come in pairs.")),
                new TimedNarration(
                    Duration.ofSeconds(10), spoken("They are equal and opposite."))));

    assertThat(captions.cues().get(0).start()).isEqualTo(Duration.ofSeconds(2));
    assertThat(captions.cues().get(0).end())
        .isEqualTo(Duration.ofMillis(2_000 + 3 * 400 + 350 + 600));
    assertThat(captions.cues().get(1).start()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void nothing_said_gives_no_cue() {
    assertThat(Captions.of(List.of()).cues()).isEmpty();
    assertThat(Captions.of(List.of()).toWebVtt()).isEqualTo("WEBVTT\n");
  }

  @Test
  void web_vtt_escapes_and_counts_hours() {
    Captions captions = new Captions(List.of(cue(Duration.ofMillis(3_723_004), "a < b & b > c")));

    assertThat(captions.toWebVtt())
        .isEqualTo("WEBVTT\n\n01:02:03.004 --> 01:02:04.004\na &lt; b &amp; b &gt; c\n");
  }

  @Test
  void sub_rip_numbers_its_cues() {
    Captions captions =
        new Captions(List.of(cue(Duration.ZERO, "One", "two"), cue(Duration.ofHours(1), "Three")));

    assertThat(captions.toSubRip())
        .isEqualTo(
            "1\n00:00:00,000 --> 00:00:01,000\nOne\ntwo\n\n"
                + "2\n01:00:00,000 --> 01:00:01,000\nThree\n\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatever_is_said_the_rules_hold(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      List<TimedNarration> narrations = randomNarrations(random);
      List<SpokenWord> all = absolute(narrations);

      List<Cue> cues = Captions.of(narrations).cues();

      assertThat(cues)
          .flatExtracting(cue -> List.of(String.join(" ", cue.lines()).split(" ")))
          .containsExactlyElementsOf(all.stream().map(SpokenWord::text).toList());
      assertRulesHold(cues, all);
    }
  }

  private static void assertRulesHold(List<Cue> cues, List<SpokenWord> words) {
    int next = 0;
    Duration last = Duration.ZERO;
    for (Cue cue : cues) {
      assertThat(cue.lines()).hasSizeBetween(1, 2);
      assertThat(cue.lines())
          .allMatch(line -> line.length() <= Captions.MAX_LINE_LENGTH && !line.isEmpty());
      assertThat(cue.start()).isGreaterThanOrEqualTo(last).isEqualTo(words.get(next).start());
      next += String.join(" ", cue.lines()).split(" ").length;
      assertThat(cue.end()).isGreaterThanOrEqualTo(words.get(next - 1).end());
      last = cue.end();
    }
  }

  private static List<TimedNarration> randomNarrations(Random random) {
    List<TimedNarration> narrations = new ArrayList<>();
    Duration start = Duration.ZERO;
    for (int i = 0; i < 3; i++) {
      List<SpokenWord> words = new ArrayList<>();
      Duration time = Duration.ZERO;
      int count = 1 + random.nextInt(60);
      for (int w = 0; w < count; w++) {
        Duration end = time.plusMillis(50 + random.nextInt(700));
        words.add(new SpokenWord(randomWord(random), time, end));
        time = end.plusMillis(random.nextInt(5) == 0 ? random.nextInt(800) : 0);
      }
      narrations.add(new TimedNarration(start, words));
      start = start.plus(time).plusMillis(random.nextInt(2_000));
    }
    return narrations;
  }

  private static String randomWord(Random random) {
    String letters = "abcdefghijklmnopqrst".substring(0, 1 + random.nextInt(15));
    return switch (random.nextInt(12)) {
      case 0 -> letters + ".";
      case 1 -> letters + ",";
      case 2 -> letters + "?\"";
      default -> letters;
    };
  }

  private static List<SpokenWord> absolute(List<TimedNarration> narrations) {
    return narrations.stream()
        .flatMap(
            narration ->
                narration.words().stream()
                    .map(
                        word ->
                            new SpokenWord(
                                word.text(),
                                narration.start().plus(word.start()),
                                narration.start().plus(word.end()))))
        .toList();
  }

  private static List<List<String>> lines(String text) {
    return Captions.of(List.of(new TimedNarration(Duration.ZERO, spoken(text)))).cues().stream()
        .map(Cue::lines)
        .toList();
  }

  /** Every word is heard for 350 ms, with 50 ms before the next. */
  private static List<SpokenWord> spoken(String text) {
    List<SpokenWord> words = new ArrayList<>();
    for (String word : text.split(" ")) {
      Duration start = Duration.ofMillis(400L * words.size());
      words.add(new SpokenWord(word, start, start.plusMillis(350)));
    }
    return words;
  }

  private static Cue cue(Duration start, String... lines) {
    return new Cue(start, start.plusSeconds(1), List.of(lines));
  }
}
