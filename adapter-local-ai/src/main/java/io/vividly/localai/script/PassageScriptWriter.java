package io.vividly.localai.script;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.ScriptWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Composes a script from the sentences of its passages, word for word, with a few joining sentences
 * of its own that state no fact. The same brief gives the same script.
 *
 * <p>It works best with topics in the form of {@code docs/corpus.md}. From passages of any other
 * form it takes the paragraphs that fit best.
 */
public final class PassageScriptWriter implements ScriptWriter {

  private final Interests interests;

  /**
   * @param embedder finds the interest that a student means among those that the passages offer
   */
  public PassageScriptWriter(Embedder embedder) {
    this.interests = new Interests(embedder);
  }

  /**
   * @throws PermanentFailureException if the passages have too little text for an honest script
   */
  @Override
  public Script write(Brief brief, Consumer<Scene> onScene) {
    TopicNotes notes = new TopicNotes(ownPassages(brief));
    if (!TopicComposer.suits(notes)) {
      BookComposer composer = new BookComposer(brief);
      return composer.compose().script(composer.checks());
    }
    List<CheckQuestion> checks = TopicComposer.checks(notes);
    return TopicComposer.compose(brief, notes, interest(brief, notes)).script(checks);
  }

  private @Nullable String interest(Brief brief, TopicNotes notes) {
    String interest = brief.request().interest();
    return interest == null ? null : interests.match(interest, notes.interests()).orElse(null);
  }

  private static List<Passage> ownPassages(Brief brief) {
    return brief.passages().stream()
        .filter(passage -> passage.topicId().equals(brief.topic().id()))
        .toList();
  }
}
