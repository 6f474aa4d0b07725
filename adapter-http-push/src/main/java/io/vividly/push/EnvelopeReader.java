package io.vividly.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message in the body of a push, which comes in two forms: wrapped in a JSON envelope, or
 * bare, with or without its metadata in headers (<a
 * href="https://cloud.google.com/pubsub/docs/payload-unwrapping">Pub/Sub, payload unwrapping</a>).
 *
 * <p>The body decides which form it is: an envelope is a JSON object that has a {@code message} or
 * a {@code subscription}. A body with an {@code x-goog-pubsub-message-id} header is bare unless it
 * has both. Anything else is bare too, so that a request can be posted by hand, and whatever is
 * wrong with it is found, and kept, like the faults of any other message. The content type says
 * nothing: for a bare message it is whatever its publisher set.
 */
final class EnvelopeReader {

  /** Enough for an envelope, which has three levels, and for a bare request. */
  private static final int MAX_NESTING = 32;

  /** What looks like the names of fields, and not like prose that came as one. */
  private static final Pattern FIELD_PATH = Pattern.compile("(/[A-Za-z_]{1,40}){1,3}");

  private static final String MESSAGE = "message";
  private static final String SUBSCRIPTION = "subscription";

  private final JsonMapper mapper;

  /**
   * @param maxBodyBytes what a body can hold at most
   */
  EnvelopeReader(int maxBodyBytes) {
    mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(maxBodyBytes)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * @param header gives the value of a header, or null
   */
  Received read(byte[] body, Function<String, @Nullable String> header, Instant deadline) {
    PushHeaders headers = new PushHeaders(header);
    JsonNode root;
    try (JsonParser parser = mapper.createParser(body)) {
      try {
        root = mapper.readTree(parser);
      } catch (StreamConstraintsException e) {
        return unreadable(body, headers, deadline, tooDeep());
      } catch (JsonProcessingException e) {
        return isDuplicate(e) && looksWrapped(body)
            ? unreadable(body, headers, deadline, duplicate(parser))
            : new Received.Message(headers.delivery(body, deadline));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return root instanceof ObjectNode object && isEnvelope(object, headers)
        ? unwrap(object, body, headers, deadline)
        : new Received.Message(headers.delivery(body, deadline));
  }

  private static boolean isEnvelope(ObjectNode object, PushHeaders headers) {
    return headers.hasMessageId()
        ? object.path(MESSAGE).isObject() && object.path(SUBSCRIPTION).isTextual()
        : object.has(MESSAGE) || object.has(SUBSCRIPTION);
  }

  private static Received unwrap(
      ObjectNode envelope, byte[] body, PushHeaders headers, Instant deadline) {
    try {
      return new Received.Message(new Envelope(envelope, body).delivery(deadline));
    } catch (InvalidMessageException e) {
      Delivery raw = headers.delivery(body, deadline);
      return new Received.Unreadable(Envelope.withIdOf(envelope, raw), e);
    }
  }

  private static Received unreadable(
      byte[] body, PushHeaders headers, Instant deadline, InvalidMessageException problem) {
    return new Received.Unreadable(headers.delivery(body, deadline), problem);
  }

  private static boolean isDuplicate(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    return message != null && message.startsWith("Duplicate field");
  }

  /** A duplicate in a bare message is the decoder's to find, which names the field. */
  private boolean looksWrapped(byte[] body) {
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (name.equals(MESSAGE) || name.equals(SUBSCRIPTION)) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static InvalidMessageException duplicate(JsonParser parser) {
    String path = parser.getParsingContext().pathAsPointer().toString();
    return new InvalidMessageException(
        FIELD_PATH.matcher(path).matches() ? path.substring(1).replace('/', '.') : null,
        "The envelope has the same field twice.");
  }

  private static InvalidMessageException tooDeep() {
    return new InvalidMessageException(
        null, "The body nests deeper than " + MAX_NESTING + " levels or has an endless number.");
  }
}
