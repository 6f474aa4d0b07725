package io.vividly.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RequestDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  private static final Pattern FIELD_NAME = Pattern.compile("[a-z]+(_[a-z]+)+|[a-z]{1,16}");
  private static final int MAX_NESTING = 32;
  private static final int MAX_NUMBER_LENGTH = 100;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Override
  public ContentRequest decode(Delivery delivery) {
    WireFields fields = new WireFields(readObject(delivery.body()));
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

  private ObjectNode readObject(byte[] body) {
    try (JsonParser parser = mapper.createParser(withoutByteOrderMark(utf8(body)))) {
      return readObject(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private ObjectNode readObject(JsonParser parser) throws IOException {
    JsonNode node;
    try {
      node = mapper.readTree(parser);
    } catch (StreamConstraintsException e) {
      throw new InvalidMessageException(
          fieldAt(parser),
          "The message nests deeper than "
              + MAX_NESTING
              + " levels or has a number of more than "
              + MAX_NUMBER_LENGTH
              + " digits.");
    } catch (JsonProcessingException e) {
      throw new InvalidMessageException(isDuplicate(e) ? fieldAt(parser) : null, describe(e));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidMessageException(
        null,
        node == null || node.isMissingNode()
            ? "The message is empty; it must be a JSON object."
            : "The message is JSON, but not an object.");
  }

  private static boolean isDuplicate(JsonProcessingException e) {
    String original = e.getOriginalMessage();
    return original != null && original.startsWith("Duplicate field");
  }

  /** The field of the message in which the parser is, if it looks like one and not like prose. */
  private static @Nullable String fieldAt(JsonParser parser) {
    JsonStreamContext at = parser.getParsingContext();
    while (at.getParent() != null && !at.getParent().inRoot()) {
      at = at.getParent();
    }
    String name = at.getCurrentName();
    return name != null && FIELD_NAME.matcher(name).matches() ? name : null;
  }

  /** Tells where, but not with Jackson's words: they quote the message. */
  private static String describe(JsonProcessingException e) {
    String what =
        isDuplicate(e) ? "The message has the same field twice" : "The message is not valid JSON";
    return e.getLocation() == null
        ? what + "."
        : what
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ").";
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidMessageException(null, "The message is not text in UTF-8.");
    }
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
