package io.vividly.json;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Environment;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RequestDesk;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people send to the API. The fields are those of the wire message and mean the same,
 * but here unknown ones are refused: they are somebody's slip, and somebody is there to be told.
 * Safe for use by many threads.
 *
 * <p>Every method throws {@link InvalidMessageException} if the body is not what it should be; it
 * names the field at fault and quotes nothing.
 */
public final class JsonSubmissionReader {

  private static final Set<String> SUBMISSION =
      Set.of(
          "student_id",
          "student_query",
          "grade_level",
          "interest",
          "requested_modalities",
          "preferred_modality",
          "correlation_id");

  private final JsonObjectReader objects = new JsonObjectReader();

  /**
   * A question, as in {@code {"student_query":"Why?","grade_level":7}}.
   *
   * @param id that the request is given
   * @param askedBy the student who sends it, or null if it is somebody who asks for another: the
   *     body must name the student then
   */
  public ContentRequest submission(
      byte[] body, RequestId id, @Nullable String askedBy, @Nullable Environment environment) {
    WireFields fields = new WireFields(objects.read(body));
    fields.requireOnly(SUBMISSION);
    Set<Modality> modalities = fields.modalities("requested_modalities");
    return new ContentRequest(
        id,
        fields
            .optionalLabel("correlation_id", JsonRequestDecoder.MAX_ID_LENGTH)
            .orElseGet(id::toString),
        student(fields, askedBy),
        fields.prose("student_query", ContentRequest.MAX_QUERY_LENGTH),
        fields.grade("grade_level"),
        fields.optionalLabel("interest", JsonRequestDecoder.MAX_INTEREST_LENGTH).orElse(null),
        modalities,
        fields.preferredModality("preferred_modality", modalities),
        environment);
  }

  /** The answer to a clarifying question, as in {@code {"answer":"The third one"}}. */
  public String clarification(byte[] body) {
    WireFields fields = new WireFields(objects.read(body));
    fields.requireOnly(Set.of("answer"));
    return fields.prose("answer", RequestDesk.MAX_ANSWER_LENGTH);
  }

  private static String student(WireFields fields, @Nullable String askedBy) {
    Optional<String> named = fields.optionalLabel("student_id", JsonRequestDecoder.MAX_ID_LENGTH);
    if (askedBy == null) {
      return named.orElseThrow(
          () -> WireFields.invalid("student_id", "must say for which student this is"));
    }
    if (named.isPresent() && !named.get().equals(askedBy)) {
      throw WireFields.invalid("student_id", "must be left out or be your own");
    }
    return askedBy;
  }
}
