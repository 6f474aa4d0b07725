package io.vividly.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vividly.core.model.Answer;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Passages;
import io.vividly.core.model.RenderedScene;
import io.vividly.core.model.Script;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.Understanding;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Writes checkpoints as JSON, as in {@code {"format":1,"kind":"script","output":{…}}}, and reads
 * them back. Safe for use by many threads.
 *
 * <p>Times are whole nanoseconds. Whoever changes the shape of a {@link StageOutput} raises {@link
 * #FORMAT}: older checkpoints are then done again rather than misread.
 */
public final class StageOutputCodec {

  static final int FORMAT = 1;

  private static final Map<String, Class<? extends StageOutput>> KINDS =
      Map.of(
          "understanding", Understanding.class,
          "passages", Passages.class,
          "script", Script.class,
          "narrated_scene", NarratedScene.class,
          "rendered_scene", RenderedScene.class,
          "answer", Answer.class);

  private final JsonMapper mapper = ModelMapper.create();

  public String encode(StageOutput stageOutput) {
    String kind = kindOf(stageOutput);
    try {
      String output = mapper.writerFor(KINDS.get(kind)).writeValueAsString(stageOutput);
      String json =
          "{\"format\":" + FORMAT + ",\"kind\":\"" + kind + "\",\"output\":" + output + "}";
      // Half a surrogate pair has no UTF-8 and would make the whole checkpoint unstorable.
      return new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checkpoint of kind " + kind + " cannot be written", e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @return empty if it is of another format or kind, or not a checkpoint at all: the stage has to
   *     be done again
   */
  public Optional<StageOutput> decode(String json) {
    try {
      JsonNode envelope = mapper.readTree(json);
      Class<? extends StageOutput> type = KINDS.get(envelope.path("kind").asText());
      JsonNode format = envelope.path("format");
      if (type == null || !format.isInt() || format.intValue() != FORMAT) {
        return Optional.empty();
      }
      return Optional.ofNullable(mapper.treeToValue(envelope.path("output"), type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String kindOf(StageOutput output) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue().isInstance(output))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kind for " + output.getClass()));
  }
}
