package io.vividly.json;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestDecoder;
import java.util.Set;

/**
 * Reads a content request from a JSON object in UTF-8, with or without a byte order mark.
 *
 * <p>Unknown fields are ignored, duplicate ones refused: nobody knows which of the two was meant.
 * Text must be well-formed Unicode without control characters (tabs and line breaks are fine in the
 * query); one that has others is refused rather than cleaned, because something upstream is broken,
 * and because PostgreSQL cannot store a NUL. Any other text goes through: whether a query of
 * nothing but emoji can be answered is not for the decoder to say.
 *
 * <p>No error quotes what the student wrote.
 */
public final class JsonRequestDecoder implements RequestDecoder {

  static final int MAX_ID_LENGTH = 255;
  static final int MAX_INTEREST_LENGTH = 200;

  private final JsonObjectReader objects = new JsonObjectReader();

  @Override
  public ContentRequest decode(Delivery delivery) {
    WireFields fields = new WireFields(objects.read(delivery.body()));
    RequestId id = fields.requestId("request_id");
    Set<Modality> modalities = fields.modalities("requested_modalities");
    return new ContentRequest(
        id,
        // Derived, so that every delivery of the message gives the same one.
        fields.optionalLabel("correlation_id", MAX_ID_LENGTH).orElseGet(id::toString),
        fields.label("student_id", MAX_ID_LENGTH),
        fields.prose("student_query", ContentRequest.MAX_QUERY_LENGTH),
        fields.grade("grade_level"),
        fields.optionalLabel("interest", MAX_INTEREST_LENGTH).orElse(null),
        modalities,
        fields.preferredModality("preferred_modality", modalities),
        fields.environment("environment"));
  }
}
