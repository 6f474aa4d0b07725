package io.vividly.app;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A thousand messages of all kinds, the same ones every time. What becomes of a message is in its
 * question alone, so that it does not matter in which order they come.
 */
final class ThousandMessages {

  static final String SLOW = "slow";
  static final String FAILS = "fails every time";
  static final String FAILS_TWICE = "fails twice";
  static final String FAILS_FOR_GOOD = "fails for good";

  private static final byte[] NOT_TEXT = {0, (byte) 0xC3, 0x28, (byte) 0xFF, '\r', '\n', '"'};

  private final JsonRequestEncoder encoder = new JsonRequestEncoder();
  private final List<byte[]> bodies = new ArrayList<>();

  private ThousandMessages() {}

  static List<PubsubMessage> all() {
    ThousandMessages made = new ThousandMessages();
    for (int i = 0; i < 1_000; i++) {
      made.bodies.add(made.body(i));
    }
    Collections.shuffle(made.bodies, new Random(4));
    return made.bodies.stream().map(ThousandMessages::message).toList();
  }

  private byte[] body(int number) {
    int kind = number % 20;
    return switch (kind) {
      case 10, 11, 12, 13 -> bodies.get(number - 10);
      case 14 -> request(number, FAILS, Modality.TEXT);
      // A duplicate of the next but one, which is given up at the first attempt.
      case 15 -> request(number + 2, FAILS_FOR_GOOD, Modality.TEXT);
      case 16 -> request(number, FAILS_TWICE, Modality.TEXT);
      case 17 -> request(number, FAILS_FOR_GOOD, Modality.TEXT);
      case 18 -> request(number, number % 100 == 18 ? SLOW : "Why?", Modality.TEXT);
      case 19 -> bad(number);
      case 0 -> request(number, "Explain Newton's third law", Modality.VIDEO);
      case 1 -> request(number, "Explain Newton's third law", Modality.AUDIO);
      default -> request(number, "Why does a ball bounce? ⚽ למה?", Modality.TEXT);
    };
  }

  private byte[] bad(int number) {
    String good = new String(request(number, "Why?", Modality.TEXT), StandardCharsets.UTF_8);
    return switch (number / 20 % 7) {
      case 0 -> NOT_TEXT;
      case 1 -> bytes("[]");
      case 2 -> bytes(good.substring(0, good.length() - 1));
      case 3 -> bytes(good.replace("\"grade_level\":10", "\"grade_level\":\"ten\""));
      case 4 -> bytes(good.replace("student_query", "query"));
      case 5 -> bytes(good.replace("Why?", "Why\\u0000?"));
      // No data at all: attributes alone make a message.
      default -> new byte[0];
    };
  }

  private byte[] request(int number, String query, Modality modality) {
    ContentRequest like = Samples.request(modality);
    RequestId id = new RequestId(UUID.nameUUIDFromBytes(bytes("request " + number)));
    return encoder.encode(
        new ContentRequest(
            id,
            "correlation-" + number,
            like.studentId(),
            query,
            like.grade(),
            like.interest(),
            like.requestedModalities(),
            like.preferredModality(),
            like.environment()));
  }

  private static PubsubMessage message(byte[] body) {
    return PubsubMessage.newBuilder()
        .setData(ByteString.copyFrom(body))
        .putAttributes("environment", "dev")
        .build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
