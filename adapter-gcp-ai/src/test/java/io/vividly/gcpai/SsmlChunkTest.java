package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.port.PermanentFailureException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsmlChunkTest {

  private final SsmlText markup = new SsmlText("en-US");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This sentence has so many words. ",
        "Überall größere Bäume & <Äste>. ",
        "word ",
        "one, two and three, ",
        "你好 ",
        "m/s² and H₂O → 2. "
      })
  void keeps_below_the_limit_in_bytes_and_loses_no_word(String part) {
    String text = part.repeat(400);
    List<SsmlChunk> chunks = SsmlChunk.of(markup.words(text));

    assertThat(chunks).hasSizeGreaterThan(1);
    assertThat(chunks)
        .allSatisfy(
            chunk ->
                assertThat(chunk.ssml().getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(1, 5_000));
    assertThat(
            chunks.stream()
                .flatMap(chunk -> chunk.words().stream())
                .map(SsmlWord::written)
                .collect(Collectors.joining(" ")))
        .isEqualTo(text.strip());
  }

  @Test
  void fills_a_chunk_to_the_last_byte() {
    SsmlWord word = markup.words("x".repeat(5_000 - 15 - 16)).get(0);

    assertThat(SsmlChunk.of(List.of(word)).get(0).ssml()).hasSize(5_000);
    assertThatThrownBy(() -> SsmlChunk.of(markup.words("x".repeat(5_000 - 15 - 15))))
        .isInstanceOf(PermanentFailureException.class);
  }

  @Test
  void cuts_where_sentences_end() {
    assertThat(ends("Here is a sentence. It is followed by another one. ".repeat(60)))
        .allMatch(end -> end.endsWith("."));
  }

  @Test
  void cuts_a_monster_of_a_sentence_where_clauses_end() {
    assertThat(ends("here is a clause, and this is ".repeat(80)))
        .allMatch(end -> end.equals("clause,") || end.equals("is"));
  }

  @Test
  void cuts_a_sentence_without_clauses_between_words() {
    assertThat(ends("on and on ".repeat(200))).hasSizeGreaterThan(1);
  }

  @Test
  void counts_the_characters_that_google_charges_for() {
    SsmlChunk chunk = new SsmlChunk(markup.words("Tom & \uD835\uDC65 ran."));

    // <speak> and </speak>, the text with &amp;, everything but the marks.
    assertThat(chunk.ssml()).contains("<mark name=\"0\"/>Tom");
    assertThat(chunk.characters())
        .isEqualTo(
            chunk.ssml().replaceAll("<mark name=\"\\d\"/>", "").codePoints().toArray().length);
    assertThat(new SsmlChunk(markup.words("Tom ran.")).characters()).isEqualTo(7 + 8 + 8);
  }

  /** The last word of each chunk but the last. */
  private List<String> ends(String text) {
    List<SsmlChunk> chunks = SsmlChunk.of(markup.words(text));
    assertThat(chunks).hasSizeGreaterThan(1);
    return chunks.subList(0, chunks.size() - 1).stream()
        .map(chunk -> chunk.words().get(chunk.words().size() - 1).written())
        .toList();
  }
}
