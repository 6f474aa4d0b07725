package io.vividly.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Environment;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.InvalidMessageException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a wire message. Every problem names its field and leaves out its value. */
final class WireFields {

  private static final Pattern GRADE =
      Pattern.compile(
          "(?:(?:grade|year)\\s*)?([0-9]{1,2})(?:st|nd|rd|th)?(?:[\\s-]*(?:grade|grader|year))?",
          Pattern.CASE_INSENSITIVE);

  private final ObjectNode object;

  WireFields(ObjectNode object) {
    this.object = object;
  }

  /** Refuses what nobody would read: it may be a misspelt name. */
  void requireOnly(Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw JsonObjectReader.isTellable(name)
                    ? invalid(name, "is not known here")
                    : new InvalidMessageException(null, "There is a field that is not known here.");
              }
            });
  }

  RequestId requestId(String field) {
    String text = text(field).orElseThrow(() -> missing(field));
    try {
      return RequestId.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(field, "must be a UUID in its 36-character form");
    }
  }

  /** One line of text, kept as it is. */
  String label(String field, int maxLength) {
    return optionalLabel(field, maxLength).orElseThrow(() -> missing(field));
  }

  /** One line of text; a blank one counts as absent. */
  Optional<String> optionalLabel(String field, int maxLength) {
    Optional<String> text = text(field);
    text.ifPresent(
        value -> {
          WireText.requireWellFormed(field, value, false);
          WireText.requireAtMost(field, value, maxLength);
        });
    return text.filter(value -> !WireText.isBlank(value)).map(String::strip);
  }

  /** Text that may have several lines, without the white space around it. */
  String prose(String field, int maxLength) {
    String text = text(field).orElseThrow(() -> missing(field)).strip();
    WireText.requireWellFormed(field, text, true);
    if (WireText.isBlank(text)) {
      throw missing(field);
    }
    WireText.requireAtMost(field, text, maxLength);
    return text;
  }

  GradeLevel grade(String field) {
    JsonNode node = node(field).orElseThrow(() -> missing(field));
    int value = node.isNumber() ? wholeNumber(node) : node.isTextual() ? gradeIn(node) : -1;
    if (value < 1 || value > 12) {
      throw invalid(
          field, "must be a whole number from 1 to 12, or text that holds one, as \"10th grade\"");
    }
    return new GradeLevel(value);
  }

  /** Video when nothing is asked for. */
  Set<Modality> modalities(String field) {
    Optional<JsonNode> node = node(field);
    if (node.isEmpty()) {
      return EnumSet.of(Modality.VIDEO);
    }
    if (!node.get().isArray()) {
      throw invalid(field, "must be a list of " + names(Modality.values(), Modality::wireName));
    }
    Set<Modality> found = EnumSet.noneOf(Modality.class);
    node.get().forEach(entry -> found.add(modality(field, entry)));
    return found.isEmpty() ? EnumSet.of(Modality.VIDEO) : found;
  }

  /** When it does not say: the richest of those that are asked for. */
  Modality preferredModality(String field, Set<Modality> requested) {
    return node(field)
        .map(node -> modality(field, node))
        .orElseGet(() -> requested.stream().max(Enum::compareTo).orElse(Modality.VIDEO));
  }

  @Nullable Environment environment(String field) {
    return node(field)
        .map(node -> oneOf(field, node, Environment.values(), Environment::wireName))
        .orElse(null);
  }

  private static Modality modality(String field, JsonNode node) {
    return oneOf(field, node, Modality.values(), Modality::wireName);
  }

  private static <E> E oneOf(String field, JsonNode node, E[] values, Function<E, String> name) {
    String text = node.isTextual() ? node.textValue().strip().toLowerCase(Locale.ROOT) : "";
    return Arrays.stream(values)
        .filter(value -> name.apply(value).equals(text))
        .findFirst()
        .orElseThrow(() -> invalid(field, "knows only " + names(values, name)));
  }

  private static <E> String names(E[] values, Function<E, String> name) {
    return Arrays.stream(values).map(name).collect(Collectors.joining(", "));
  }

  private static int wholeNumber(JsonNode node) {
    double value = node.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1_000 ? (int) value : -1;
  }

  private static int gradeIn(JsonNode node) {
    Matcher matcher = GRADE.matcher(node.textValue().strip());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private Optional<String> text(String field) {
    return node(field)
        .map(
            node -> {
              if (!node.isTextual()) {
                throw invalid(field, "must be text");
              }
              return node.textValue();
            });
  }

  /** An explicit null is the same as no field. */
  private Optional<JsonNode> node(String field) {
    return Optional.ofNullable(object.get(field)).filter(node -> !node.isNull());
  }

  private static InvalidMessageException missing(String field) {
    return invalid(field, "is missing or blank");
  }

  static InvalidMessageException invalid(String field, String problem) {
    return new InvalidMessageException(field, "The field \"" + field + "\" " + problem + ".");
  }
}
