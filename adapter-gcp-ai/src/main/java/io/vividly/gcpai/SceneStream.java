package io.vividly.gcpai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scenes in a script that is still coming, piece by piece, and hands on each as soon as
 * it is complete. What cannot be read ends that quietly: whoever reads the whole will say so.
 */
final class SceneStream implements Consumer<String> {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DEPTH_OF_LIST = 2;

  private final Consumer<JsonNode> onScene;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private @Nullable TokenBuffer scene;
  private boolean inScenes;
  private boolean broken;
  private int depth;

  /**
   * @param onScene gets each element of the list {@code scenes} of the document
   */
  SceneStream(Consumer<JsonNode> onScene) {
    this.onScene = onScene;
    try {
      this.parser = FACTORY.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException("a parser without a source reads nothing", e);
    }
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  @Override
  public void accept(String piece) {
    if (broken || piece.isEmpty()) {
      return;
    }
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    try {
      feeder.feedInput(bytes, 0, bytes.length);
      for (JsonToken token = parser.nextToken();
          token != null && token != JsonToken.NOT_AVAILABLE;
          token = parser.nextToken()) {
        take(token);
      }
    } catch (IOException e) {
      broken = true;
    }
  }

  private void take(JsonToken token) throws IOException {
    if (token.isStructStart()) {
      depth++;
    }
    if (token == JsonToken.START_ARRAY && depth == DEPTH_OF_LIST) {
      inScenes = "scenes".equals(parser.currentName());
    } else if (inScenes && depth > DEPTH_OF_LIST) {
      collect();
    }
    if (token.isStructEnd()) {
      depth--;
      if (scene != null && depth == DEPTH_OF_LIST) {
        hand(scene);
      }
      inScenes &= depth >= DEPTH_OF_LIST;
    }
  }

  private void collect() throws IOException {
    if (scene == null) {
      scene = new TokenBuffer(MAPPER, false);
    }
    scene.copyCurrentEvent(parser);
  }

  private void hand(TokenBuffer complete) throws IOException {
    scene = null;
    try (JsonParser tokens = complete.asParser(MAPPER)) {
      onScene.accept(MAPPER.readTree(tokens));
    }
  }
}
