package io.vividly.core.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a student asks for.
 *
 * @param query the student's words, 1 to 2,000 characters
 * @param interest what the examples should be about, if the student said so
 * @param requestedModalities the forms to produce, never empty
 * @param preferredModality the form to show first
 * @param environment where the request was made, if the message says so
 */
public record ContentRequest(
    RequestId id,
    String correlationId,
    String studentId,
    String query,
    GradeLevel grade,
    @Nullable String interest,
    Set<Modality> requestedModalities,
    Modality preferredModality,
    @Nullable Environment environment) {

  /** The longest query, in characters (Unicode code points). */
  public static final int MAX_QUERY_LENGTH = 2_000;

  public ContentRequest {
    Require.text(correlationId, "correlation id");
    Require.text(studentId, "student id");
    Require.text(query, "query");
    Require.that(
        query.codePointCount(0, query.length()) <= MAX_QUERY_LENGTH,
        "query must be at most " + MAX_QUERY_LENGTH + " characters");
    Require.that(interest == null || !interest.isBlank(), "interest must not be blank");
    Require.notEmpty(requestedModalities, "requested modalities");
    requestedModalities = Collections.unmodifiableSet(EnumSet.copyOf(requestedModalities));
  }

  /** The same request with other words. */
  public ContentRequest withQuery(String newQuery) {
    return new ContentRequest(
        id,
        correlationId,
        studentId,
        newQuery,
        grade,
        interest,
        requestedModalities,
        preferredModality,
        environment);
  }

  public boolean wants(Modality modality) {
    return requestedModalities.contains(modality);
  }

  /**
   * Whether the other request asks the same for the same student. Its correlation id and
   * environment do not matter, because they change nothing about the answer.
   */
  public boolean asksTheSameAs(ContentRequest other) {
    return studentId.equals(other.studentId)
        && query.equals(other.query)
        && grade.equals(other.grade)
        && Objects.equals(interest, other.interest)
        && requestedModalities.equals(other.requestedModalities)
        && preferredModality == other.preferredModality;
  }

  /** Leaves out the student's words and identity, so that it can be logged. */
  @Override
  public String toString() {
    return "ContentRequest[id=" + id + ", correlationId=" + correlationId + "]";
  }
}
