package io.vividly.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a content request as the message that {@link JsonRequestDecoder} reads. Safe for use by
 * many threads.
 */
public final class JsonRequestEncoder {

  private final JsonMapper mapper = new JsonMapper();

  /** The body of the message: a JSON object in UTF-8. */
  public byte[] encode(ContentRequest request) {
    ObjectNode object =
        mapper
            .createObjectNode()
            .put("request_id", request.id().toString())
            .put("correlation_id", request.correlationId())
            .put("student_id", request.studentId())
            .put("student_query", request.query())
            .put("grade_level", request.grade().value());
    if (request.interest() != null) {
      object.put("interest", request.interest());
    }
    ArrayNode modalities = object.putArray("requested_modalities");
    request.requestedModalities().stream().map(Modality::wireName).forEach(modalities::add);
    object.put("preferred_modality", request.preferredModality().wireName());
    if (request.environment() != null) {
      object.put("environment", request.environment().wireName());
    }
    try {
      return mapper.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("request " + request.id() + " is not valid text", e);
    }
  }

  /** The attributes of the message, by which subscriptions filter. */
  public Map<String, String> attributes(ContentRequest request) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("request_id", request.id().toString());
    attributes.put("student_id", request.studentId());
    if (request.environment() != null) {
      attributes.put("environment", request.environment().wireName());
    }
    return attributes;
  }
}
