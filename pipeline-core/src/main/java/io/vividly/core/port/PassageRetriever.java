package io.vividly.core.port;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Topic;
import java.util.List;

/** Finds what a script can rest on. Safe for use by many threads; may block for a provider call. */
@FunctionalInterface
public interface PassageRetriever {

  /**
   * The passages that fit the request best, best first, first of all those of the topic itself.
   *
   * @return at most {@code limit} passages; empty if the knowledge base has nothing that fits
   */
  List<Passage> retrieve(Topic topic, ContentRequest request, int limit);

  /** The same; whoever pays for it tells here what was used. */
  default List<Passage> retrieve(
      Topic topic, ContentRequest request, int limit, StageContext context) {
    return retrieve(topic, request, limit);
  }
}
