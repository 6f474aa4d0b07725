package io.vividly.core.caption;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.Scripts;
import io.vividly.core.model.Line;
import io.vividly.core.model.Scene.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {

  private final Scripts script = new Scripts();

  @Test
  void is_a_document_with_its_sentences_sourced() {
    assertThat(Transcript.markdown(script.build()))
        .isEqualTo(
            """
            # A law

            Why?

            ## One

            Pairs. [2]

            ## Two

            Equal. [1, 2]

            ## Three

            Opposite. [1]

            ## Remember

            - Item 1
            - Item 2
            - Item 3

            ## Check yourself

            **Is \\*it\\* so?**

            > Yes.

            ## Sources

            1. A\\_law, section “Section”. Corpus, CC BY 4.0.
            2. A\\_law, section “Section”. Corpus, CC BY 4.0.
            """);
  }

  @Test
  void a_section_of_two_scenes_has_one_heading() {
    script.scenes.set(
        2, Scripts.scene(3, Part.SECTION, "One", new Line("Equal.", List.of(Scripts.FIRST))));
    script.scenes.set(
        4, Scripts.scene(5, Part.SECTION, "Four", new Line("So.", List.of(Scripts.FIRST))));
    script.scenes.add(Scripts.takeaways(6, 3));

    assertThat(Transcript.markdown(script.build())).containsOnlyOnce("## One\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      value = {
        "a * b ~ a \\* b",
        "[link](x) ~ \\[link\\](x)",
        "<script> ~ \\<script>",
        "`code` ~ \\`code\\`",
        "snake_case ~ snake\\_case",
        "back\\slash ~ back\\\\slash",
        "R&amp;D ~ R\\&amp;D",
        "# not a heading ~ \\# not a heading",
        "- not an item ~ \\- not an item",
        "1. not an item ~ 1\\. not an item",
        "1.5 metres ~ 1\\.5 metres",
        "> not a quote ~ \\> not a quote",
        "10 - 3 = 7 ~ 10 - 3 = 7"
      })
  void escapes_what_markdown_would_read(String said, String written) {
    script.scenes.set(0, Scripts.scene(1, Part.HOOK, "A law", new Line(said, List.of())));

    assertThat(Transcript.markdown(script.build())).contains("\n\n" + written + "\n\n## One");
  }
}
