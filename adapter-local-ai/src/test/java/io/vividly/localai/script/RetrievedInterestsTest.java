package io.vividly.localai.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Line;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Script;
import io.vividly.core.model.Topic;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.ScriptWriter.Brief;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.testkit.HashingEmbedder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what a student likes, through the knowledge base, to the example in the script. */
class RetrievedInterestsTest {

  /** As many passages as the pipeline asks for. */
  private static final int LIMIT = 24;

  private static final BgeEmbedder EMBEDDER = new BgeEmbedder();
  private static LuceneKnowledgeBase knowledge;

  @BeforeAll
  static void open(@TempDir Path cache) {
    // All sections of a topic are found whatever the embedder; this one needs no time.
    knowledge = LuceneKnowledgeBase.open(cache, new HashingEmbedder());
  }

  @AfterAll
  static void close() {
    knowledge.close();
    EMBEDDER.close();
  }

  @ParameterizedTest
  @CsvSource({
    "newtons-third-law, Minecraft, interest-video-games",
    "momentum, NBA, interest-basketball",
    "newtons-second-law, hoops, interest-basketball",
    "wave-speed, playing the guitar, interest-music",
    "osmosis-and-diffusion, my dog, interest-animals",
    "photosynthesis, stamp collecting, none",
    "logarithms, football, none"
  })
  void comeFromTheSectionThatFits(String topicId, String interest, String section) {
    Topic topic =
        knowledge.entries().stream()
            .map(Curriculum.Entry::topic)
            .filter(known -> known.id().equals(topicId))
            .findFirst()
            .orElseThrow();
    ContentRequest request = Briefs.request(interest, 10);

    Script script =
        new PassageScriptWriter(EMBEDDER)
            .write(
                new Brief(request, topic, knowledge.retrieve(topic, request, LIMIT)), scene -> {});

    List<String> sections =
        script.scenes().stream()
            .flatMap(scene -> scene.lines().stream())
            .map(Line::restsOn)
            .flatMap(List::stream)
            .map(PassageId::value)
            .map(id -> id.substring(id.indexOf('#') + 1))
            .filter(id -> id.startsWith("interest"))
            .distinct()
            .toList();
    assertThat(sections).isEqualTo(section.equals("none") ? List.of() : List.of(section));
  }
}
