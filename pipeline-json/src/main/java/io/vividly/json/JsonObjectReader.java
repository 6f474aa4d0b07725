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
import io.vividly.core.port.InvalidMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object in UTF-8, strictly. No error quotes what it says. */
final class JsonObjectReader {

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

  /**
   * @throws InvalidMessageException if it is anything else
   */
  ObjectNode read(byte[] body) {
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
    return name != null && isTellable(name) ? name : null;
  }

  /** Whether the name of a field looks like one and not like prose. */
  static boolean isTellable(String fieldName) {
    return FIELD_NAME.matcher(fieldName).matches();
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
