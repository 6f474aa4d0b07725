package io.vividly.testkit;

import io.vividly.core.model.ContentRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that differ in what is asked. */
final class Questions {

  /** Nothing that a port may trip over: no words, no letters, other scripts, as long as it gets. */
  static final List<String> ODD =
      List.of(
          "?",
          "😂😂",
          "\u0000\u0007 x",
          "مرحبا كيف حالك",
          "AND OR NOT (title:*) \"",
          "🔥".repeat(ContentRequest.MAX_QUERY_LENGTH),
          "q ".repeat(ContentRequest.MAX_QUERY_LENGTH / 2));

  private Questions() {}

  static ContentRequest ask(String query, @Nullable String interest) {
    ContentRequest sample = Samples.request();
    return new ContentRequest(
        sample.id(),
        sample.correlationId(),
        sample.studentId(),
        query,
        sample.grade(),
        interest,
        sample.requestedModalities(),
        sample.preferredModality(),
        sample.environment());
  }
}
