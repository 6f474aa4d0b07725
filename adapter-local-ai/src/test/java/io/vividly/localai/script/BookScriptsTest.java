package io.vividly.localai.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Line;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.localai.script.Briefs.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that are not written as topics of the starter corpus are. */
class BookScriptsTest {

  private static final Topic TOPIC = new Topic("tides", "Tides of the sea", Subject.GENERAL);

  private static final String BOOK =
      """
      ## Why the water rises
      The Moon pulls on the sea, and the pull is strongest on the side that faces it. Water is
      drawn into a **bulge** there, while a second bulge forms on the far side of the Earth. As the
      Earth turns, every coast passes through both bulges in a little more than a day. See
      [the tables](https://example.org/tables) for dates. The height is $h = 2\\,m$ on average.

      ## Spring and neap
      | phase | height |
      |---|---|
      | full | high |

      Twice a month the Sun and the Moon stand in one line, and their pulls add up. Sailors call
      these strong tides spring tides, although they come in every season. A week later the two
      pulls work at right angles, so the tides are weak. Those weak ones are called neap tides.

      ## Living with the tide
      - Mussels close their shells.
      - Crabs hide.

      Many animals of the shore have clocks that run with the water. Mussels shut their shells
      before they fall dry, and crabs wait below the stones. Fishing boats leave the harbor when
      the water is high enough to carry them over the bar. A pilot who misses the hour has to wait
      for half a day.
      """;

  private final PassageScriptWriter writer = new PassageScriptWriter(new NoEmbedder());

  @Test
  void tellsABookInItsOwnSentences() {
    Source source = Briefs.source(TOPIC, BOOK);

    Script script = writer.write(source.brief("stamps", 10), scene -> {});

    assertThat(script.sectionHeadings())
        .containsExactly("Why the water rises", "Spring and neap", "Living with the tide");
    assertThat(script.takeaways()).hasSize(3).doesNotHaveDuplicates();
    assertThat(script.checks()).hasSize(3);
    assertThat(script.checks().get(1).answer()).startsWith("Twice a month the Sun and the Moon");
    assertThat(script.scenes())
        .flatExtracting(Scene::lines)
        .filteredOn(line -> !line.restsOn().isEmpty())
        .allSatisfy(
            line ->
                assertThat(Prose.plain(source.passage(line.restsOn().get(0)).text()))
                    .contains(line.text()));
  }

  @Test
  void doesNotSpeakFormulaeTablesOrAddresses() {
    Script script = writer.write(Briefs.source(TOPIC, BOOK).brief(null, 10), scene -> {});

    assertThat(script.scenes())
        .flatExtracting(Scene::lines)
        .extracting(Line::text)
        .noneMatch(text -> text.matches(".*(?:\\$|http|\\||\\*|phase).*"));
  }

  @Test
  void takesThreePartsFromOneLongSection() {
    String paragraph = BOOK.substring(BOOK.indexOf("Many animals")).strip();
    String sections = "## Shore\n" + (paragraph + "\n\n").repeat(5);

    Script script = writer.write(Briefs.source(TOPIC, sections).brief(null, 10), scene -> {});

    assertThat(script.sectionHeadings()).containsExactly("Shore", "Shore (2)", "Shore (3)");
  }

  @Test
  void refusesATextThatIsTooShortToBeHonest() {
    Source source = Briefs.source(TOPIC, "## Note\nThe tide comes in. The tide goes out again.");

    assertThatThrownBy(() -> writer.write(source.brief(null, 10), scene -> {}))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("Tides of the sea")
        .hasMessageContaining("too few whole sentences");
  }

  @Test
  void leavesOutTheSectionsThatATopicLacks() {
    Source whole = Briefs.topic("ohms-law");
    Source part =
        new Source(
            whole.topic(),
            whole.passages().stream()
                .filter(passage -> !List.of("Formulae", "Hook").contains(passage.section()))
                .filter(passage -> !passage.section().startsWith("Common"))
                .toList());

    Script script = writer.write(part.brief(null, 10), scene -> {});

    assertThat(script.sectionHeadings()).hasSize(3);
    assertThat(script.scenes().get(0).spokenText()).contains("Ohm's law");
  }

  /** No interest has to be understood here. */
  private static final class NoEmbedder implements Embedder {
    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public String model() {
      return "none";
    }

    @Override
    public float[] embedQuery(String text) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
      throw new UnsupportedOperationException();
    }
  }
}
