package io.vividly.examples.morse;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Topic;
import io.vividly.core.port.PassageRetriever;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Gives the notes on a topic, those first that share the most words with the question. */
record NotesRetriever(Notes notes) implements PassageRetriever {

  @Override
  public List<Passage> retrieve(Topic topic, ContentRequest request, int limit) {
    Set<String> asked = Notes.words(request.query());
    return notes.passages().getOrDefault(topic, List.of()).stream()
        .map(p -> scored(p, Notes.words(p.text()).stream().filter(asked::contains).count()))
        .sorted(Comparator.comparingDouble(Passage::score).reversed())
        .limit(limit)
        .toList();
  }

  private static Passage scored(Passage p, double score) {
    return new Passage(
        p.id(), p.topicId(), p.title(), p.section(), p.text(), p.source(), p.licence(), score);
  }
}
