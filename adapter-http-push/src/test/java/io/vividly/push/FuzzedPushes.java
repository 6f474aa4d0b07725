package io.vividly.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Makes pushes that are valid, nearly valid or hardly recognisable: a valid one in any of the forms
 * that there are, with up to four things changed in the payload, in the envelope or in the bytes.
 * The same seed makes the same ones.
 */
final class FuzzedPushes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SCRAPS = "\"{}[]:,\\\u0000\t\n %=/+-_.eE0129aZü\uFEFF";

  private final Random random;

  FuzzedPushes(long seed) {
    random = new Random(seed);
  }

  /** What is posted. */
  record Push(byte[] body, Map<String, String> headers) {}

  Push next() {
    byte[] payload = payload();
    Map<String, String> headers = new HashMap<>();
    byte[] body = random.nextInt(4) == 0 ? bare(payload, headers) : bytes(envelope(payload));
    for (int changes = random.nextInt(3); changes > 0 && random.nextInt(3) == 0; changes--) {
      body = changed(body);
    }
    return new Push(body, headers);
  }

  /** The token with something changed in what its signature stands for. */
  String changedToken(String token) {
    String[] parts = token.split("\\.");
    int part = random.nextInt(2);
    byte[] decoded = Base64.getUrlDecoder().decode(parts[part]);
    byte[] different;
    do {
      different = changed(decoded);
    } while (Arrays.equals(different, decoded));
    parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(different);
    return String.join(".", parts);
  }

  private byte[] payload() {
    ObjectNode payload =
        PushTester.payload()
            .put("request_id", new UUID(random.nextLong(), random.nextLong()).toString());
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      change(payload);
    }
    byte[] bytes = bytes(payload);
    return random.nextInt(8) == 0 ? changed(bytes) : bytes;
  }

  private byte[] bare(byte[] payload, Map<String, String> headers) {
    if (random.nextBoolean()) {
      headers.put("x-goog-pubsub-message-id", word());
      headers.put("x-goog-pubsub-publish-time", pick(List.of(word(), "2026-03-02T12:00:00Z")));
      headers.put("x-goog-pubsub-delivery-attempt", pick(List.of(word(), "3", "99999999999")));
    }
    return payload;
  }

  private ObjectNode envelope(byte[] payload) {
    ObjectNode envelope = JSON.objectNode();
    ObjectNode message = envelope.putObject("message");
    message.put("data", Base64.getEncoder().encodeToString(payload));
    String id = Long.toUnsignedString(random.nextLong());
    message.put(random.nextBoolean() ? "messageId" : "message_id", id);
    message.put("publishTime", "2026-03-02T12:00:00.123Z");
    message.putObject("attributes").put("environment", "dev");
    envelope.put("subscription", "projects/p/subscriptions/s");
    if (random.nextBoolean()) {
      envelope.put("deliveryAttempt", 1 + random.nextInt(5));
    }
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      change(pick(List.of(envelope, message, message)));
    }
    return envelope;
  }

  /** Removes, replaces or renames a field, or adds one. */
  private void change(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(5) == 0) {
      object.set(word(), value());
      return;
    }
    String name = pick(names);
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(word(), object.remove(name));
      default -> object.set(name, value());
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(11)) {
      case 0 -> NullNode.instance;
      case 1 -> BooleanNode.valueOf(random.nextBoolean());
      case 2 -> IntNode.valueOf(random.nextInt(16) - 2);
      case 3 -> JSON.numberNode(new BigInteger(random.nextInt(400), random));
      case 4 -> DoubleNode.valueOf(random.nextGaussian() * 10);
      case 5 -> nested(random.nextInt(80));
      case 6 -> JSON.objectNode().set(word(), TextNode.valueOf(word()));
      case 7 -> TextNode.valueOf("x".repeat(random.nextInt(3_000)));
      case 8 -> TextNode.valueOf("\u0000\uD83C" + word());
      default -> TextNode.valueOf(word());
    };
  }

  private ArrayNode nested(int levels) {
    ArrayNode array = JSON.arrayNode();
    for (int level = 0; level < levels; level++) {
      array = JSON.arrayNode().add(array);
    }
    return array;
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      word.append((char) ('!' + random.nextInt('~' - '!')));
    }
    return word.toString();
  }

  /** Changes bytes: drops, doubles, swaps, cuts off. */
  private byte[] changed(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 2 : 60));
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> joined(bytes, from, new byte[0], to);
      case 2 -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
      case 3 -> joined(bytes, from, scrap(), from);
      case 4 -> joined(bytes, from, scrap(), to);
      default -> {
        byte[] copy = bytes.clone();
        copy[from] ^= (byte) (1 << random.nextInt(8));
        yield copy;
      }
    };
  }

  private byte[] scrap() {
    int at = random.nextInt(SCRAPS.length());
    return SCRAPS.substring(at, at + 1).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(bytes, 0, end);
    result.writeBytes(middle);
    result.write(bytes, start, bytes.length - start);
    return result.toByteArray();
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
