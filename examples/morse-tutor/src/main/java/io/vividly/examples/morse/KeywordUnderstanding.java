package io.vividly.examples.morse;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.model.Understanding.ClarificationNeeded;
import io.vividly.core.model.Understanding.OutOfScope;
import io.vividly.core.model.Understanding.Understood;
import io.vividly.core.port.LanguageUnderstanding;
import java.util.List;
import java.util.Set;

/** Finds the topic whose title shares the most words with the question. */
record KeywordUnderstanding(Notes notes) implements LanguageUnderstanding {

  @Override
  public Understanding understand(ContentRequest request) {
    Set<String> asked = Notes.words(request.query());
    long most = notes.passages().keySet().stream().mapToLong(t -> shared(t, asked)).max().orElse(0);
    if (most == 0) {
      return new OutOfScope("This tutor knows about telegraphs, and nothing else.");
    }
    List<Topic> best =
        notes.passages().keySet().stream().filter(t -> shared(t, asked) == most).toList();
    return best.size() == 1
        ? new Understood(best.get(0), (double) most / asked.size())
        : new ClarificationNeeded(best.stream().map(t -> "Is it " + t.title() + "?").toList());
  }

  private static long shared(Topic topic, Set<String> asked) {
    return Notes.words(topic.title()).stream().filter(asked::contains).count();
  }
}
