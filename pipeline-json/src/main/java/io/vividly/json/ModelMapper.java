package io.vividly.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Understanding;
import io.vividly.core.model.Visual;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one Jackson mapper for the model: names in snake case, nothing missing, nothing unknown,
 * nothing coerced, so that a document of another shape is an error and never half understood.
 */
final class ModelMapper {

  private ModelMapper() {}

  static JsonMapper create() {
    JsonMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addMixIn(PassageId.class, TextValue.class)
            .addMixIn(MediaKey.class, TextValue.class)
            .addMixIn(GradeLevel.class, IntValue.class)
            .addMixIn(Understanding.class, UnderstandingTypes.class)
            .addMixIn(Visual.class, VisualTypes.class)
            .addModule(
                new SimpleModule()
                    .addSerializer(Duration.class, new DurationJson.Writer())
                    .addDeserializer(Duration.class, new DurationJson.Reader()))
            .withCoercionConfig(LogicalType.Textual, ModelMapper::onlyText)
            .build();
    mapper.getFactory().setCharacterEscapes(new NulReplacement());
    return mapper;
  }

  private static void onlyText(MutableCoercionConfig config) {
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      config.setCoercion(shape, CoercionAction.Fail);
    }
  }

  /** A NUL, which PostgreSQL cannot store in JSON, becomes the replacement character. */
  private static final class NulReplacement extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private final int[] codes = standardAsciiEscapesForJSON();

    private NulReplacement() {
      codes[0] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return codes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return character == 0 ? new SerializedString("\\uFFFD") : null;
    }
  }

  private abstract static class TextValue {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    TextValue(String value) {}

    @JsonValue
    abstract String value();
  }

  private abstract static class IntValue {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    IntValue(int value) {}

    @JsonValue
    abstract int value();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Understanding.Understood.class, name = "understood"),
    @JsonSubTypes.Type(
        value = Understanding.ClarificationNeeded.class,
        name = "clarification_needed"),
    @JsonSubTypes.Type(value = Understanding.OutOfScope.class, name = "out_of_scope")
  })
  private interface UnderstandingTypes {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Visual.TitleCard.class, name = "title_card"),
    @JsonSubTypes.Type(value = Visual.KeyIdea.class, name = "key_idea"),
    @JsonSubTypes.Type(value = Visual.Steps.class, name = "steps"),
    @JsonSubTypes.Type(value = Visual.Formula.class, name = "formula"),
    @JsonSubTypes.Type(value = Visual.WorkedExample.class, name = "worked_example"),
    @JsonSubTypes.Type(value = Visual.Misconception.class, name = "misconception"),
    @JsonSubTypes.Type(value = Visual.Takeaways.class, name = "takeaways"),
    @JsonSubTypes.Type(value = Visual.Sources.class, name = "sources")
  })
  private interface VisualTypes {}
}
